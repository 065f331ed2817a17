extension DiagnosticSnapshots {
    static let rare: [(text: String, message: String)] = [
        (
            #"[1, 2 == payee.names"#,
            #"""
            1:1: '[' is never closed
              | [1, 2 == payee.names
              | ^
              = add ']'
            """#
        ),
        (
            #"payment.amount > 1.0)"#,
            #"""
            1:21: ')' closes nothing
              | payment.amount > 1.0)
              |                     ^
              = take it away, or open it before
            """#
        ),
        (
            #"{'a' 1} == extra"#,
            #"""
            1:6: expected ':' and the value for this key, found a number
              | {'a' 1} == extra
              |      ^
            """#
        ),
        (
            #"has(extra)"#,
            #"""
            1:5: has() asks for a field, as in has(payment.remark)
              | has(extra)
              |     ^
              = for a key that is no name, write: 'key' in map
            """#
        ),
        (
            #"extra.x.y.z == 1 && payee.received('24h').cuont > 3"#,
            #"""
            1:43: window has no field 'cuont'
              | extra.x.y.z == 1 && payee.received('24h').cuont > 3
              |                                           ^
              = did you mean 'count'?
            """#
        ),
        (
            #"payee.received(24).count > 3"#,
            #"""
            1:7: received(int) does not exist
              | payee.received(24).count > 3
              |       ^
              = there is received(string)
            """#
        ),
        (
            #"payee.received('24h').count > 3 ? true : 'no'"#,
            #"""
            1:33: the branches differ: bool and string
              | payee.received('24h').count > 3 ? true : 'no'
              |                                 ^
            """#
        ),
        (
            #"1 / 0 > 2"#,
            #"""
            1:3: this always fails: division by zero
              | 1 / 0 > 2
              |   ^
            """#
        ),
        (
            "payment.amount > 1.0 &&\n  payment.currncy == 'CNY' &&\n  payee.age_days < 30",
            #"""
            2:11: unknown name 'payment.currncy'
              |   payment.currncy == 'CNY' &&
              |           ^
              = did you mean 'payment.currency'?
            """#
        ),
        (
            #"if payment.amount > 3.0 then true"#,
            #"""
            1:1: 'if' is a reserved word and cannot be a name
              | if payment.amount > 3.0 then true
              | ^
              = a choice is written: condition ? this : that
            """#
        ),
        (
            #"'\q' == ''"#,
            #"""
            1:2: '\q' is not an escape sequence
              | '\q' == ''
              |  ^
              = write \\ for a backslash, or put r before the string to take it as it stands
            """#
        ),
        (
            #"'\u12' == ''"#,
            #"""
            1:2: the escape sequence needs 4 hexadecimal digits
              | '\u12' == ''
              |  ^
            """#
        ),
        (
            #"99999999999999999999 > 1"#,
            #"""
            1:1: the number does not fit into 64 bits
              | 99999999999999999999 > 1
              | ^
              = write it with .0 to make it a double
            """#
        ),
        (
            #"12abc > 1"#,
            #"""
            1:1: a number runs into a name
              | 12abc > 1
              | ^
              = put a space or an operator between them
            """#
        ),
        (
            #"import > 1"#,
            #"""
            1:1: 'import' is a reserved word and cannot be a name
              | import > 1
              | ^
            """#
        ),
        (
            #"Point{x: 1} == 1"#,
            #"""
            1:6: 'Point{…}' would make a protocol-buffer message, which rules do not have
              | Point{x: 1} == 1
              |      ^
              = a map is written {'field': value}
            """#
        ),
        (
            #"payment.amount <> 3.0"#,
            #"""
            1:17: unexpected '>'
              | payment.amount <> 3.0
              |                 ^
              = did you mean '!='?
            """#
        ),
        (
            #"payment.currency like 'C%'"#,
            #"""
            1:18: unexpected 'like'
              | payment.currency like 'C%'
              |                  ^
              = did you mean the method x.matches('…')?
            """#
        ),
        (
            #"5 > 3 > 1"#,
            #"""
            1:7: '>' does not go with bool and int
              | 5 > 3 > 1
              |       ^
            """#
        ),
        (
            #"!payee.age_days"#,
            #"""
            1:1: '!' does not take int
              | !payee.age_days
              | ^
            """#
        ),
        (
            #"-payment.currency == ''"#,
            #"""
            1:1: '-' does not take string
              | -payment.currency == ''
              | ^
            """#
        ),
        (
            #"{1.5: 2} == {}"#,
            #"""
            1:2: double cannot be the key of a map
              | {1.5: 2} == {}
              |  ^
              = keys are of type bool, int, uint or string
            """#
        ),
        (
            #"[1, 2][payment.currency] == 1"#,
            #"""
            1:7: '[]' does not go with list(int) and string
              | [1, 2][payment.currency] == 1
              |       ^
            """#
        ),
        (
            #"payment.amount ＞ 3.0"#,
            #"""
            1:16: unexpected character '＞'
              | payment.amount ＞ 3.0
              |                ^
              = this is a full-width character; type the ordinary one
            """#
        ),
        (
            #"duration('1 hour') > duration('1s')"#,
            #"""
            1:1: this always fails: '1 hour' is no duration, or out of its range
              | duration('1 hour') > duration('1s')
              | ^
            """#
        ),
        (
            #"payee.names == 'x'"#,
            #"""
            1:13: '==' does not go with list(string) and string
              | payee.names == 'x'
              |             ^
              = these can never be equal
            """#
        ),
        (
            #"'x' in 'xyz'"#,
            #"""
            1:5: 'in' does not go with string and string
              | 'x' in 'xyz'
              |     ^
            """#
        ),
        (
            #"cel.bind(1, 2, true)"#,
            #"""
            1:10: expected the name of a variable here
              | cel.bind(1, 2, true)
              |          ^
              = as in list.exists(x, x > 1)
            """#
        ),
        (
            #"payment.amount > 500.0 ? true"#,
            #"""
            1:30: expected ':' and the other branch, found the end of the expression
              | payment.amount > 500.0 ? true
              |                              ^
            """#
        ),
    ]
}
