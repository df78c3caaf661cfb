/// Certificates and lists made once with `openssl`, for what has to be compared with its words. Nobody holds their keys.
enum Samples {
    /// A client certificate of serial number 8FA1B2C3D4E5F607 whose subject needs every escape. Its names are two URIs, two
    /// DNS names, two addresses and an address for mail.
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIICjzCCAjagAwIBAgIJAI+hssPU5fYHMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMM
        CVRlc3QgUm9vdDAeFw0yNjExMjUyMDIxNDhaFw00NjExMjAyMDIxNDhaMIGUMQsw
        CQYDVQQGEwJERTEPMA0GA1UECAwGQmVybGluMQ4wDAYDVQQHDAVLw7ZsbjETMBEG
        A1UECgwKU2hvcCwgSW5jLjEZMBcGA1UECwwQYStiICJjIiA8ZD47IGVcZjEYMBYG
        A1UEAwwPI2NsaWVudC5leGFtcGxlMRowGAYJKoZIhvcNAQkBFgt4QHkuZXhhbXBs
        ZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABD/YkyKKr1bDM0r+gorDn5gbG2M7
        GVoh18YzVqm9uDt2LZDnJ3joqGUcj6IbATrLO4KTkCiX7p18yT2nvwWFICyjge8w
        gewwgZQGA1UdEQSBjDCBiYYnc3BpZmZlOi8vY2x1c3Rlci5sb2NhbC9ucy9zaG9w
        L3NhL2Zyb250gg5jbGllbnQuZXhhbXBsZYIQKi5jbGllbnQuZXhhbXBsZYYXaHR0
        cHM6Ly9hLmV4YW1wbGUvYjtjPWSHBMAAAgeHECABDbgAAAAAAAAAAAAAAAGBC3hA
        eS5leGFtcGxlMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBSgKyRFDzOs
        rVSX+l42s70+LPQLNzAfBgNVHSMEGDAWgBT6HCfoEw134A0jFU1q5ghlTmacRzAK
        BggqhkjOPQQDAgNHADBEAiBU1Tzbs1niMSlyAtD+N+zDFIZ9qjbUWTE/8G5d/r/9
        VQIgI2XNzipCu9cLaqpV+vNhEkrTY8SlOqyahMHN2UG3jPQ=
        -----END CERTIFICATE-----
        """

    /// Its hash (`openssl x509 -fingerprint -sha256`).
    static let certificateHash =
        "53:10:FE:5C:DC:A2:D8:BC:4C:5D:3C:65:36:1E:02:C4:20:3E:BB:43:8A:6B:AB:AA:10:4E:42:B0:91:24:9B:2F"

    /// The hash of its key (`openssl dgst -sha256 -binary` of the SubjectPublicKeyInfo).
    static let publicKeyHash = "AH6FOUbVWj2YR1Lv2Na3W63sSpkZt+blIld+DhrEGuc="

    /// Its subject (`openssl x509 -subject -nameopt RFC2253`).
    static let subject =
        ##"emailAddress=x@y.example,CN=\#client.example,OU=a\+b \"c\" \<d\>\; e\\f,"##
        + #"O=Shop\, Inc.,L=K\C3\B6ln,ST=Berlin,C=DE"#

    /// A list of 8FA1B2C3D4E5F607 and, with a reason, 1003.
    static let revocationList = """
        -----BEGIN X509 CRL-----
        MIHtMIGVAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCVRlc3QgUm9vdBcNMjYx
        MTI1MjAyMTQ4WhcNNDYxMTIwMjAyMTQ4WjA/MCECAhADFw0yNjAxMDEwMDAwMDBa
        MAwwCgYDVR0VBAMKAQEwGgIJAI+hssPU5fYHFw0yNjAxMDEwMDAwMDBaoA8wDTAL
        BgNVHRQEBAICEAEwCgYIKoZIzj0EAwIDRwAwRAIge5WBz8SkdGTjXLUmjKD6+Ywp
        4MASNNYBxiqAuAXSr/kCIEJmva7cuCDiBRtS2/9FdvTQzx/VqiSsf+BobD7m2kpY
        -----END X509 CRL-----
        """

    /// A list of 1002.
    static let otherRevocationList = """
        -----BEGIN X509 CRL-----
        MIHDMGsCAQEwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJVGVzdCBSb290Fw0yNjEx
        MjUyMDIxNDhaFw00NjExMjAyMDIxNDhaMBUwEwICEAIXDTI2MDEwMTAwMDAwMFqg
        DzANMAsGA1UdFAQEAgIQAjAKBggqhkjOPQQDAgNIADBFAiEArHslcVtpuKPL5Kof
        u9Mcm13glYBEVblNDDzaVln5Wj0CIDPFrOXnV1xgYn85emgAMYbKPXftM1ES0kz2
        YtpOUPI0
        -----END X509 CRL-----
        """

    /// A list of 1002 in version 1, which says no version.
    static let oldRevocationList = """
        -----BEGIN X509 CRL-----
        MIGwMFcwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJVGVzdCBSb290Fw0yNjExMjUy
        MDIxNDhaFw00NjExMjAyMDIxNDhaMBUwEwICEAIXDTI2MDEwMTAwMDAwMFowCgYI
        KoZIzj0EAwIDSQAwRgIhAI8xaXMpxKDxHjhgoMlMV8YeINCQFx6gfw6jChbGRxhZ
        AiEAnHk5bB1mC1r5p/xhaPl0TMQAxyfqLq+f2X2SPAvfqvo=
        -----END X509 CRL-----
        """

    /// A list of nothing.
    static let emptyRevocationList = """
        -----BEGIN X509 CRL-----
        MIGsMFQCAQEwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJVGVzdCBSb290Fw0yNjEx
        MjUyMDIxNDhaFw00NjExMjAyMDIxNDhaoA8wDTALBgNVHRQEBAICEAMwCgYIKoZI
        zj0EAwIDSAAwRQIhAMRkhWrGwpbf2IWILoD4fJwCaBhN/bP+EsJFfWVPnWE5AiB8
        TJjnC64/5GlnVvkkYWeXlKFGR0pEwzIrbdFZv7DpgA==
        -----END X509 CRL-----
        """
}
