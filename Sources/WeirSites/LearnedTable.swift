/// Phrases and what each says of a page that names a coin and a money or a rail: above 0 that coins are traded there
/// against it, below 0 that something else is done. In hundredths. `scripts/fit-site-words` writes this file.
enum LearnedTable {
    /// What a page without any of them has.
    static let bias = -49
    static let phrases = """
        限额 112 | sell 99 | appeal 77 | limits 72 | 订单状态 65 | pay 63 | 发布 60 | nickname 57 | payments 57 | \
        convert 56 | merchant 56 | 分钟 56 | 单价 55 | 出售 53 | instant 51 | max_limit 51 | min_limit 51 | 买币 49 | \
        buy 48 | 汇率 47 | min_amount 46 | bank_card 45 | coin_name 45 | 币地址 45 | 数量 45 | limit 44 | publish 42 | \
        广告 40 | cancel 39 | 商家 39 | 实名 39 | 已完成 39 | 备注 38 | 支付 38 | 实时 36 | 我已 36 | 扫码 36 | 最大 36 | quantity 35 | \
        单笔 34 | unit_price 33 | 购买 33 | commission 32 | 户名 32 | 对方 31 | legal 30 | get_order 29 | nick 29 | \
        实名认证 29 | completion 28 | rate 28 | currency_list 27 | 卖家 27 | 等待 27 | confirm 26 | pay_info 26 | \
        total_price 26 | verified 26 | 收款 26 | 钱包 26 | bank_name 25 | completed 25 | trade_id 24 | 我要 24 | 提币 24 | \
        条款 24 | 转账 24 | 付款 23 | 收款账 23 | bank_account 21 | wait 21 | 款后 21 | 过期 21 | swap 20 | transfer 20 | \
        交易 20 | 款方式 20 | 确保 20 | max_amount 19 | 成功后 19 | 本人 19 | 状态 18 | minutes 17 | 用户名 17 | hours 16 | \
        otc_list 16 | 取消订单 16 | 收款码 16 | 放币 16 | 数字资产 16 | currency 15 | orders 15 | seller 15 | unit 15 | 充币 15 | \
        号码 15 | 收款账户 15 | 联系 15 | ads 14 | 剩余 14 | 币币 14 | 我要卖 14 | 生成 14 | 认证 14 | deal 13 | 到账 13 | 区块链 13 | \
        完成 13 | 已取消 13 | 手续费 13 | person 12 | 兑换 12 | 创建时间 12 | 总价 12 | currency_name 11 | trader 11 | 信息 11 | \
        发送 11 | 结算 11 | 交易记录 10 | 处理 10 | coin_list 9 | exchange 9 | 内付款 9 | 放心 9 | 挂单 8 | 最大交易 8 | 开户银行 7 | \
        待付款 7 | 买卖 6 | 交易价格 6 | 我要买 6 | 放行 6 | desk 5 | 姓名 5 | 无需 5 | 昵称 5 | 最低 5 | 最小交易 5 | 绑定 5 | 认证商 5 | 请确 5 | \
        trade 4 | 凭证 4 | 文件 4 | 文档 -4 | 活动 -4 | card -5 | delivery -5 | pay_amount -5 | sign -5 | 例如 -5 | 功能 -5 | \
        可以 -5 | 商户 -5 | 密钥 -5 | 开放 -5 | 浏览器 -5 | 点击 -5 | 订单号 -5 | 重置 -5 | account_name -6 | dispute -6 | 撤销 -6 | \
        暂无 -6 | 系统 -6 | 表示 -6 | 购物 -6 | 风险 -6 | qty -7 | 加载 -7 | 平台 -7 | 推荐 -7 | 环境 -7 | 的用户 -7 | 订单 -7 | \
        fees -8 | frozen -8 | 不可 -8 | 冻结 -8 | 已发 -8 | 虚拟 -8 | 错误 -8 | callback -9 | 交易所 -9 | 完成支付 -9 | 导致 -9 | \
        手机 -9 | 请输入 -9 | method -10 | received -10 | 建议 -10 | 户信息 -10 | 提现 -10 | 无法 -10 | 服务 -10 | \
        create_order -11 | 描述 -11 | agent -12 | fiat_currency -12 | 使用 -12 | 复制成功 -12 | 必填 -12 | 确认 -12 | 行为 -12 | \
        重复 -12 | history -13 | order -13 | pay_type -13 | rates -13 | 产品 -13 | 客服 -13 | 扫描 -13 | 请联系 -13 | \
        methods -14 | online -14 | 钱包地址 -14 | trading -15 | 充值 -15 | 参数 -15 | 转入 -15 | ticker -16 | trade_no -16 | \
        打开 -16 | 提醒 -16 | 条件 -16 | 页面 -16 | 删除 -17 | 查看 -17 | 验证码 -17 | 历史 -18 | 市场 -18 | 扫描二维码 -18 | prices -19 | \
        support -19 | 委托 -19 | 更新 -19 | 积分 -19 | 请填写 -19 | 请求 -19 | cart -20 | 公司 -20 | 回调 -20 | 失败 -20 | 美元 -20 | \
        plan -21 | 填写 -21 | 帮助 -21 | 收货 -21 | 个人 -22 | withdrawal -23 | 余额 -23 | depth -24 | stock -24 | 图片 -24 | \
        支付方式 -24 | 同步 -25 | 金额 -25 | 需求 -25 | account -26 | volume -26 | wallet -27 | 时间 -27 | article -28 | \
        goods -28 | order_id -28 | 商品 -28 | 币交易 -28 | 支持 -29 | cryptocurrency -30 | guide -30 | 选择 -30 | 配置 -30 | \
        成功 -31 | 接口 -32 | balance -33 | 提交 -33 | 测试 -33 | 确认支付 -33 | 结束 -33 | 立即 -34 | 保存 -35 | 注册 -35 | 累计 -35 | \
        qrcode -36 | category -38 | product -38 | 修改 -38 | lock -39 | cost -40 | channel -41 | locked -41 | \
        shop -41 | withdraw -41 | 结果 -43 | maximum -44 | minimum -44 | address -45 | 合约 -45 | funds -46 | 记录 -46 | \
        profit -50 | recharge -50 | 登录 -50 | 优惠 -52 | 收益 -53 | 会员 -54 | 订单金额 -54 | fee -55 | token -55 | \
        market -56 | record -59 | member -64 | wallets -64 | 查询 -64 | payment -68 | 可用 -68 | 发货 -75
        """
}
