@testable import GatehouseAnalysis
import Testing

@Suite("Names and values of headers")
struct HeaderSyntaxTests {
    @Test(
        "M3, M9: what a match may name",
        arguments: [
            ("x-a", true), (":authority", true), (":foo", false), ("", false), ("a b", false), ("a:b", false),
            ("@request.auth.claims.a", true), ("@Request.Auth.Claims[a][b]", true), ("@request.auth.claims", false),
            ("@request.auth.claims.", false), ("@request.auth.claims[]", false), ("@request.auth.claims-a", false),
            ("*", true), ("é", false),
        ])
    func matched(_ name: String, _ isValid: Bool) {
        #expect((HeaderNameSyntax.matchProblem(in: name) == nil) == isValid)
    }

    @Test(
        "A4, A15: what may be set on a request and on a response",
        arguments: [
            ("x-a", true, true), ("host", true, false), ("Host", true, false), (":authority", true, false),
            (":Authority", true, false), (":path", false, false), ("", false, false), ("a b", true, true),
        ])
    func changed(_ name: String, _ onRequest: Bool, _ onResponse: Bool) {
        #expect((HeaderNameSyntax.requestChangeProblem(in: name) == nil) == onRequest)
        #expect((HeaderNameSyntax.changeProblem(in: name) == nil) == onResponse)
    }

    @Test(
        "A15: values with expressions",
        arguments: [
            ("", true), ("foo", true), ("a\tb", true), ("a\nb", false), ("a\u{7F}", false), ("%%", true),
            ("100%%", true),
            ("%", false), ("abc%123", false), ("%HOSTNAME%", true), ("a %HOSTNAME% b", true), ("%START_TIME%%", false),
            ("%A(b)%", true), ("%A(b)", false), ("%A(b) %", true), ("%A(b)c%", false), ("%A([\"b\"])%", true),
            ("%A([ \"b\" , \"c\" ] ) %", true), ("%A([b])%", false), ("%A([\"b\" \"c\"])%", false),
            ("%A([\"b\"]x)%", false), ("%A(\\)%", true), ("%A(b\\)%", false), ("%A(b\\))%", true), ("%A(b\\", false),
            ("%A(", false),
            ("%A())%", true), ("%A()%", false),
        ])
    func values(_ value: String, _ isValid: Bool) {
        #expect((HeaderValueSyntax.problem(in: value) == nil) == isValid, "\(value)")
    }
}
