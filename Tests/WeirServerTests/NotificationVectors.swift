/// Notifications as the rails' documents show them, signed and encrypted by another program with keys made for it; the
/// private key is gone.
enum NotificationVectors {
    /// Bare, as Alipay hands it out.
    static let publicKey = #"""
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzHCkLxPpErh2Is/ONoW/W+AgtzEv3i24p2zCGSINNKrz5ppl7dMnOfvqjTa4\#
        6Cc7O+PAZ79Yyc+sWKWyuh6Slyn3p1bw2IvULqd3JTD8QEub3HDfJHCjUq/CQk7q91xZ0ytC+rTpon9mFL0a8+wJxOzGYzNkHAy9B0F5\#
        2TLSg/hmGpcF3mgduPnNTz0PdgYDQg43fP5IH7ZN5w/4I946rcCchq5/f09YJKxlGyFBvPYldJbjQlXNqj1WLORbQmC3evF7Y60AezOC\#
        k4nSWx6cc6r00JDx9u0VQIQqw4YM78Gg3fKfXl6F/Mp1v3FILdqUy4617E8Bua7uRYuzNzzB8wIDAQAB
        """#
    /// Of 1,024 bits.
    static let smallKey = #"""
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDDqTp2SQBTRsYo3cJhX7sA6sSOcZICa+QeuBMPngBh3VftJ8BbAeOf9PiDfLFfm5Me\#
        6rTcQQrinw9CBmXpcHshATSISP2L85x8kyXX2rcyVu2JiugHZtDuO5BxHB7cVaQChnnCeuAgkIDzxWmKaNmpCy6ztdinhJeIFUVk/Rt4\#
        hQIDAQAB
        """#
    /// The same key in a certificate with this serial number.
    static let serial = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIICujCCAaKgAwIBAgIUUVfwnv3Alt4V6+gaRwV6cjLxuOEwDQYJKoZIhvcNAQEL
        BQAwFzEVMBMGA1UEAwwMcmFpbC5leGFtcGxlMB4XDTE4MDEwMTAwMDAwMFoXDTM4
        MDEwMTAwMDAwMFowFzEVMBMGA1UEAwwMcmFpbC5leGFtcGxlMIIBIjANBgkqhkiG
        9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzHCkLxPpErh2Is/ONoW/W+AgtzEv3i24p2zC
        GSINNKrz5ppl7dMnOfvqjTa46Cc7O+PAZ79Yyc+sWKWyuh6Slyn3p1bw2IvULqd3
        JTD8QEub3HDfJHCjUq/CQk7q91xZ0ytC+rTpon9mFL0a8+wJxOzGYzNkHAy9B0F5
        2TLSg/hmGpcF3mgduPnNTz0PdgYDQg43fP5IH7ZN5w/4I946rcCchq5/f09YJKxl
        GyFBvPYldJbjQlXNqj1WLORbQmC3evF7Y60AezOCk4nSWx6cc6r00JDx9u0VQIQq
        w4YM78Gg3fKfXl6F/Mp1v3FILdqUy4617E8Bua7uRYuzNzzB8wIDAQABMA0GCSqG
        SIb3DQEBCwUAA4IBAQAExeuKQnrcUJsirE7fJ/GKh3rrqReBQPViyAS09Ttqwl4N
        lcwg/0xXY3GebTFsCUdHFqsRrN98M9RMDVE990kBqIEo9OagZWuUJ9WGBR97mbve
        qI7A9+7GBt1w/l4PGFPUAhL39PjLqIrIV+h11k11JESqky320EbA3//6mKReUJ5j
        BIbExobNmS8XozTV8zSlFnGB/DWEzTRQxflpUjASX+EhP6om0lq7BTbH55IG4yf3
        Ot3/mgeP6xEo8mXOKmbuRMcDW1Aw4h1U+Fq3eonicYgmFFMNNc5t2qbd52hWF+s4
        WwncUDs032re/2wW7VGm0ZvjKj6wtm0ZB/esrcnA
        -----END CERTIFICATE-----
        """

    /// Charset UTF-8.
    static let alipay = #"""
        subject=PC%E7%BD%91%E7%AB%99%E6%94%AF%E4%BB%98%E4%BA%A4%E6%98%93&trade_no=2016101221001004580200203978&g\#
        mt_create=2016-10-12+21%3A36%3A12&notify_type=trade_status_sync&total_amount=1.00&out_trade_no=mobile_rd\#
        m862016-10-12213600&invoice_amount=0.80&seller_id=2088201909970555&notify_time=2016-10-12+21%3A41%3A23&t\#
        rade_status=TRADE_SUCCESS&gmt_payment=2016-10-12+21%3A37%3A19&receipt_amount=0.80&passback_params=passba\#
        ck_params123&buyer_id=2088102114562585&app_id=2016092101248425&notify_id=7676a2e1e4e737cff30015c4b7b55e3\#
        kh6&buyer_pay_amount=0.80&point_amount=0.00&charset=utf-8&version=1.0&fund_bill_list=%5B%7B%22amount%22%\#
        3A%220.80%22%2C%22fundChannel%22%3A%22ALIPAYACCOUNT%22%7D%5D&sign_type=RSA2&sign=wQpqqWQ8dF8mxowTm8osC6A\#
        jSuBvuKC1m1GSYxI42Le1O1R4zT6NuNn9omssru79WjW0zWlTqOC3hw%2Bw3KvwM2MGrodFd5iDLm1pQYx5nV2J1LEk0R7P2q8VZqxLt\#
        yWUn%2FpG9qDm5O778z8bsSGk0ViapMjJelNdt%2BDZZSVoijDiuE1Z18Tth7Yzab%2BZdVH8mVu9K0WyjcmcQsFGdNqZB9n9S%2BTg0\#
        P%2BD7rhuXJmMP%2FO886ZSwzf%2BZnkpACREkRir%2BHbQhW3s%2BzIKs72WsVvyipRWBixjHJn%2Ba2rHeATVRx4LJi%2FuYFi8DcE\#
        Aj%2Fu29nk9100dhHk0BvVSUHWkxfGX8g%3D%3D
        """#

    static let secret = "0123456789abcdef0123456789abcdef"
    static let timestamp = "1528425297"
    static let nonce = "593BEC0C930BF1AFEB40B4A08C8FB242"
    /// Over time, nonce and `payment`.
    static let signature = #"""
        YBNQQ+6dyjKYC/FaRGjLiUK6BpQvku7SecBBtowjPIVhRMaqpDLDMKjAscg3gsS/c3xX5BTG+yVIEtpouDWfRtdw+l5OvLy2sJ9jkHoF\#
        Kq7gDn3Y4ebMRRyhc+u+1+BeINunGOiccbA3cp2D9RAqzePvmpWtOYlbl0XRFfj0rvYG2z8OfZXj19I73Xo/NxjeFqqP5QlT0naMNvzA\#
        l2/Yx6BhXbEWV69qDjP8BWPrJS9LBsKu2qp4eGt7PdGdTLMFzvYavocefT0GpLju0DYPRf7MyRprVaMR2O5W07my8nlTUrB6/LrChgMZ\#
        VfmyyEh2gvq2JN2htKf0tiIRnCa9bg==
        """#
    static let payment = #"""
        {"id":"EV-2018022511223320873","create_time":"2018-06-08T10:34:57+08:00","resource_t\#
        ype":"encrypt-resource","event_type":"TRANSACTION.SUCCESS","summary":"支付成功","resourc\#
        e":{"original_type":"transaction","algorithm":"AEAD_AES_256_GCM","ciphertext":"DUcHk\#
        aTwFIBdbF8U6qyPlBVg31jiwNiXCQEeIiV3/uvsOkBL0ZNrKpnRPYqcjbEZRqTm5xdzmkfp+NrQNcyCS4NNC\#
        Mh+lDU3bRJ+TGAcQpBTvQ2e/xgHjWD9PpmAGYWHAkePwgr4rFcJBSbkZFhZjyvHMGJY17VV12qmJ118jMZJL\#
        KX68xkhe2HE8GzstuCsdNvTZpMUJORtEGD3TYjEnN+8hgjNGA2yTcsVp44RQtkUKyZ35xIHjpYIA5NyJy7yo\#
        Wzz76uYvsa0MBoMMuGREyQjxCJ0IsYxxaAtkG9WDz1PS+DUJYf/EZbR7ZDIyhd0WEtoumFx5zB1+dHq1xrYd\#
        Vu6FlIx/vzZM/isWAd+smQjCBe7fwtJSIiRUXWcx5YD8lOsI096Lu9GH0N4yHxkW18/m2BuTbpNr+y691UQ5\#
        ykb4jCW48I5pFnu1ZuBhJ0pxYljZBoput4FxZ9eaQ2BVvYE4jV+Xqm3SBrYxwjczI9Honm8u5INSiHVeD1DT\#
        7NkdUEQ2s88wAwzLSXcfEcBR1HrW9onXEkA6gPOkp64cWYbdd4amZiwdIpezBhC0UZoAKVO4NYftpgb0aXbk\#
        +wJQaPX7pODKhO2NFCn7PJSuc+KpAH0qpdnL0NUfhKUHYu2sCI8UyIzBmyjz5mmvx+SXo+VNZeXvNjpGNNnl\#
        s08BqEqGsXKcTXhJGePWXslBVFGKu5U5JKP1wIBnOLOn6Obz9e4wJ2OVW0u0FjXnfsKoTOTa20sLZ7/oHmQe\#
        SZrr2ZRBIwv+bV+51vljHzQvZCF4DAprBgCo/6934zkgbKw/3rx0RIci5nB","associated_data":"tran\#
        saction","nonce":"fdasflkja484"}}
        """#
    static let refund = #"""
        {"id":"EV-2018022511223320873","create_time":"2018-06-08T10:34:57+08:00","resource_t\#
        ype":"encrypt-resource","event_type":"REFUND.SUCCESS","summary":"支付成功","resource":{"\#
        original_type":"refund","algorithm":"AEAD_AES_256_GCM","ciphertext":"DUcegK33A8MEOgd\#
        Jt8PWwAdrzVDy3c3UTlJFYXUmurO3ZCgShoJjO5vQOoWbibsOWre1ukkyxAT78ZLAdp7IGMkiTZ8o2Xt6Ilc\#
        RCD5fUpp4sg6e/wsGj33oatnAXtDYUw6czBiM0j0YGzenNhcEzUWcZzwIwL5Q2yb4WndW994WNbeloEF6L3T\#
        P6m/utOisc9vRZpoGOfcqUjCjGOaVxJynll6oSDuBe+Y0q7NcTMFUfX8pilNOz8EaCIUBXV3jvnywrvfD6YL\#
        sZ1Z/dPaAFDghgkdcLYUk3bx6xDknYE88Pp+lZMSoEozc0Zzfm3IiABY0rWpq9yxmppO1hUS3KWr/RgFu6Py\#
        3fvH7D1Iq8RlmTkDyODQnCt3EFjDI04c9/USmOEM2YPwBYNiuf7uCqNXPSPu8niqbY24MZZKvdigX/zOC4tB\#
        gnQergdyXhNM9mtYvP0Y7osMXhdIFfhrFGeNCr38oAOzxGkGDzS/z/thGjmDfy+xiNz+HcD4Le/hBSU4hyvJ\#
        ujRR9MXrOW0oggkPUTYHxoitNdfEBRA==","associated_data":"refund","nonce":"fdasflkja484"\#
        }}
        """#
}
