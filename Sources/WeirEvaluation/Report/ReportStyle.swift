/// The look of the report: one file without anything from outside, readable by day and by night and on paper.
enum ReportStyle {
    static let css = """
        :root { color-scheme: light dark; --ink: #1b2330; --soft: #576273; --line: #d9dee6; --page: #f6f7f9;
          --card: #ffffff; --good: #1f7a6d; --wrong: #b3402a; --pale: #d5dbe4; --whisker: #1b2330;
          --c0: #1f6fb2; --c1: #b3402a; --c2: #1f7a6d; --c3: #8a5a00; --c4: #7646a3; --c5: #47606e; --c6: #a83273;
          --c7: #4d6b00; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #a2adbc; --line: #343d4a;
          --page: #14181f; --card: #1c222b; --good: #46b8a5; --wrong: #ee8068; --pale: #3a4453; --whisker: #e6eaf0;
          --c0: #6db3ee; --c1: #ee8068; --c2: #46b8a5; --c3: #e0ab4c; --c4: #bd95e4; --c5: #9fb6c4; --c6: #e87fb8;
          --c7: #abc95c; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink);
          font: 16px/1.55 system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif; }
        main { max-width: 1020px; margin: 0 auto; padding: 32px 20px 64px; }
        h1 { font-size: 27px; line-height: 1.25; margin: 0 0 6px; }
        h2 { font-size: 20px; margin: 40px 0 6px; }
        p { margin: 6px 0 12px; max-width: 74ch; }
        .soft { color: var(--soft); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(205px, 1fr)); gap: 12px;
          margin: 22px 0 10px; }
        .tile, figure { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
        .tile { padding: 14px 16px; }
        .tile b { display: block; font-size: 27px; line-height: 1.2; font-variant-numeric: tabular-nums; }
        .tile span { color: var(--soft); font-size: 14px; }
        figure { margin: 12px 0 18px; padding: 14px 14px 8px; }
        figcaption { color: var(--soft); font-size: 14px; padding: 2px 4px 6px; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; padding: 6px 7px; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th { color: var(--soft); font-weight: 600; vertical-align: bottom; white-space: normal; }
        th:first-child, td:first-child, td.text, th.text { text-align: left; }
        td.text { white-space: normal; min-width: 30ch; }
        svg.plot { width: 100%; height: auto; display: block; }
        svg text { fill: var(--ink); font-size: 13px; }
        svg .tick { fill: var(--soft); font-size: 12px; }
        svg .name { fill: var(--soft); }
        .grid { stroke: var(--line); stroke-width: 1; }
        .axis { stroke: var(--soft); stroke-width: 1; }
        .line { fill: none; stroke-width: 2.4; }
        .band { stroke: none; fill-opacity: 0.11; }
        .f0 { fill: var(--c0); } .f1 { fill: var(--c1); } .f2 { fill: var(--c2); } .f3 { fill: var(--c3); }
        .f4 { fill: var(--c4); } .f5 { fill: var(--c5); } .f6 { fill: var(--c6); } .f7 { fill: var(--c7); }
        .mark { stroke-width: 2.4; fill: var(--card); }
        .s0 { stroke: var(--c0); } .s1 { stroke: var(--c1); stroke-dasharray: 9 4; }
        .s2 { stroke: var(--c2); stroke-dasharray: 2 4; } .s3 { stroke: var(--c3); stroke-dasharray: 12 4 2 4; }
        .s4 { stroke: var(--c4); } .s5 { stroke: var(--c5); stroke-dasharray: 5 5; }
        .s6 { stroke: var(--c6); } .s7 { stroke: var(--c7); stroke-dasharray: 9 4; }
        .mark { stroke-dasharray: none; }
        .good { fill: var(--good); } .wrong { fill: var(--wrong); } .pale { fill: var(--pale); }
        .whisker { stroke: var(--whisker); stroke-width: 1.6; }
        .goal { stroke: var(--soft); stroke-width: 1.4; stroke-dasharray: 4 4; }
        details { margin: 10px 0; } summary { cursor: pointer; color: var(--soft); }
        @media print { body { background: #fff; } .tile, figure { break-inside: avoid; } }
        """
}
