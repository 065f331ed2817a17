/// Snapshots of messages: wrong expressions, and what is said about them.
enum DiagnosticSnapshots {
    static let everyday: [(text: String, message: String)] = [
        (
            #""#,
            #"""
            1:1: the expression is empty
            """#
        ),
        (
            #"payment.amount >"#,
            #"""
            1:17: the expression breaks off here
              | payment.amount >
              |                 ^
            """#
        ),
        (
            #"payment.amount > 500"#,
            #"""
            no complaint
            """#
        ),
        (
            #"payment.amout > 500.0"#,
            #"""
            1:9: unknown name 'payment.amout'
              | payment.amout > 500.0
              |         ^
              = did you mean 'payment.amount'?
            """#
        ),
        (
            #"paymant.amount > 500.0"#,
            #"""
            1:1: unknown name 'paymant.amount'
              | paymant.amount > 500.0
              | ^
              = did you mean 'payment.amount'?
            """#
        ),
        (
            #"amount > 500.0"#,
            #"""
            1:1: unknown name 'amount'
              | amount > 500.0
              | ^
              = did you mean 'payment.amount'?
            """#
        ),
        (
            #"payment > 5"#,
            #"""
            1:1: 'payment' is no value by itself
              | payment > 5
              | ^
              = it has: amount, currency, remark
            """#
        ),
        (
            #"payment.amount = 5.0"#,
            #"""
            1:16: '=' is not an operator
              | payment.amount = 5.0
              |                ^
              = did you mean '=='?
            """#
        ),
        (
            #"payment.amount > 5.0 and true"#,
            #"""
            1:22: unexpected 'and'
              | payment.amount > 5.0 and true
              |                      ^
              = did you mean '&&'?
            """#
        ),
        (
            #"payment.amount > 5.0 & true"#,
            #"""
            1:22: '&' is not an operator
              | payment.amount > 5.0 & true
              |                      ^
              = did you mean '&&'?
            """#
        ),
        (
            #"payment.currency == 'CNY"#,
            #"""
            1:21: the string is never closed
              | payment.currency == 'CNY
              |                     ^
              = close it with ' on the same line
            """#
        ),
        (
            #"payment.currency == “CNY”"#,
            #"""
            1:21: unexpected character '“'
              | payment.currency == “CNY”
              |                     ^
              = strings stand in ' or "
            """#
        ),
        (
            "payment.currency == \"CNY\n\"",
            #"""
            1:21: the string is never closed
              | payment.currency == "CNY
              |                     ^
              = close it with " on the same line
            """#
        ),
        (
            #"payment.amount"#,
            #"""
            1:9: the expression gives double, but bool is expected here
              | payment.amount
              |         ^
              = compare it with something, as in … > 0
            """#
        ),
        (
            #"payee.age_days + '1' == 2"#,
            #"""
            1:16: '+' does not go with int and string
              | payee.age_days + '1' == 2
              |                ^
              = convert the other one: string(x)
            """#
        ),
        (
            #"payee.age_days == 3.0"#,
            #"""
            1:16: '==' does not go with int and double
              | payee.age_days == 3.0
              |                ^
              = write 3
            """#
        ),
        (
            #"payee.age_days == '3'"#,
            #"""
            1:16: '==' does not go with int and string
              | payee.age_days == '3'
              |                ^
              = is a number in quotes?
            """#
        ),
        (
            #"payment.remark.contain('x')"#,
            #"""
            1:16: unknown method 'contain'
              | payment.remark.contain('x')
              |                ^
              = did you mean 'contains'?
            """#
        ),
        (
            #"contains(payment.remark, 'x')"#,
            #"""
            1:1: there is no function 'contains'
              | contains(payment.remark, 'x')
              | ^
              = it is a method: write x.contains(…)
            """#
        ),
        (
            #"size(payment.amount) > 3"#,
            #"""
            1:1: size(double) does not exist
              | size(payment.amount) > 3
              | ^
              = there is size(string), size(bytes), size(list(A)), size(map(A, B))
            """#
        ),
        (
            #"payment.remark.matches('(usdt')"#,
            #"""
            1:25: '(' is never closed, at character 1 of the pattern
              | payment.remark.matches('(usdt')
              |                         ^
            """#
        ),
        (
            #"payment.remark.matches('a(?=b)')"#,
            #"""
            1:29: looking ahead is not possible in linear time, at character 5 of the pattern
              | payment.remark.matches('a(?=b)')
              |                             ^
            """#
        ),
        (
            #"payment.remark.matches('[z-a]')"#,
            #"""
            1:29: a range that runs backwards, at character 5 of the pattern
              | payment.remark.matches('[z-a]')
              |                             ^
            """#
        ),
        (
            #"payment.remark.size > 3"#,
            #"""
            1:16: string has no fields
              | payment.remark.size > 3
              |                ^
              = a method needs parentheses: .size()
            """#
        ),
        (
            #"payee.names.exists(n == 'x')"#,
            #"""
            1:13: 'exists' does not take 1 argument
              | payee.names.exists(n == 'x')
              |             ^
              = write list.exists(x, …) with the name of a variable first
            """#
        ),
        (
            #"payee.names.exists('n', n == 'x')"#,
            #"""
            1:20: expected the name of a variable here
              | payee.names.exists('n', n == 'x')
              |                    ^
              = as in list.exists(x, x > 1)
            """#
        ),
        (
            #"payee.names.all(n, n)"#,
            #"""
            1:20: 'all' needs a condition here, but this is string
              | payee.names.all(n, n)
              |                    ^
            """#
        ),
        (
            #"payment.amount.all(n, true)"#,
            #"""
            1:9: 'all' goes over a list or a map, but this is double
              | payment.amount.all(n, true)
              |         ^
            """#
        ),
        (
            #"(payment.amount > 1.0"#,
            #"""
            1:1: '(' is never closed
              | (payment.amount > 1.0
              | ^
              = add ')'
            """#
        ),
    ]
}
