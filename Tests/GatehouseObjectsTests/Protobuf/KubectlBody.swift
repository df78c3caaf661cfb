/// A body that kubectl sent for a command, and the object that the same command prints as JSON.
///
/// kubectl 1.33 and 1.37 send the same bytes; the JSON is that of 1.37, which leaves out a `creationTimestamp` that is
/// null in that of 1.33.
struct KubectlBody: Sendable, CustomStringConvertible {
    var command: String
    var hex: String
    var json: String

    var description: String { "kubectl \(self.command)" }

    var bytes: [UInt8] {
        let digits = self.hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

extension KubectlBody {
    static let all: [KubectlBody] = [
        KubectlBody(
            command: "create namespace foo",
            hex: """
                6b3873000a0f0a02763112094e616d657370616365121b0a130a03666f6f12001a0022002a0032003800420012001a02\
                0a001a002200
                """,
            json: #"""
                {"kind":"Namespace","apiVersion":"v1","metadata":{"name":"foo"},"spec":{},"status":{}}
                """#),
        KubectlBody(
            command: "create configmap settings --from-literal=a=1 --from-literal=b=",
            hex: """
                6b3873000a0f0a0276311209436f6e6669674d617012290a180a0873657474696e677312001a0022002a003200380042\
                0012060a016112013112050a016212001a002200
                """,
            json: #"""
                {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"settings"},"data":{"a":"1","b":""}}
                """#),
        KubectlBody(
            command: "create configmap raw --from-file=key=bin -n shop",
            hex: """
                6b3873000a0f0a0276311209436f6e6669674d617012250a170a0372617712001a0473686f7022002a00320038004200\
                1a0a0a036b65791203ff00011a002200
                """,
            json: #"""
                {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"raw","namespace":"shop"},
                "binaryData":{"key":"/wAB"}}
                """#),
        KubectlBody(
            command: "create secret generic key --from-literal=token=s3cret --from-literal=none=",
            hex: """
                6b3873000a0c0a027631120653656372657412320a130a036b657912001a0022002a0032003800420012080a046e6f6e\
                651200120f0a05746f6b656e12067333637265741a001a002200
                """,
            json: #"""
                {"kind":"Secret","apiVersion":"v1","metadata":{"name":"key"},"data":{"none":"",
                "token":"czNjcmV0"}}
                """#),
        KubectlBody(
            command: "create secret generic tls --type=example.org/x --from-literal=a=b",
            hex: """
                6b3873000a0c0a0276311206536563726574122c0a130a03746c7312001a0022002a0032003800420012060a01611201\
                621a0d6578616d706c652e6f72672f781a002200
                """,
            json: #"""
                {"kind":"Secret","apiVersion":"v1","metadata":{"name":"tls"},"data":{"a":"Yg=="},
                "type":"example.org/x"}
                """#),
        KubectlBody(
            command: "create service clusterip web --tcp=80:8080 --tcp=443:https",
            hex: """
                6b3873000a0d0a027631120753657276696365128d010a1f0a0377656212001a0022002a003200380042005a0a0a0361\
                7070120377656212660a1b0a0738302d38303830120354435018502207080010903f1a0028000a220a093434332d6874\
                747073120354435018bb03220b080110001a0568747470732800120a0a0361707012037765621a002209436c75737465\
                7249503a00420052005a00600068001a020a001a002200
                """,
            json: #"""
                {"kind":"Service","apiVersion":"v1","metadata":{"name":"web","labels":{"app":"web"}},
                "spec":{"ports":[{"name":"80-8080","protocol":"TCP","port":80,"targetPort":8080},
                {"name":"443-https","protocol":"TCP","port":443,"targetPort":"https"}],
                "selector":{"app":"web"},"type":"ClusterIP"},"status":{"loadBalancer":{}}}
                """#),
        KubectlBody(
            command: "create service clusterip headless --clusterip=None",
            hex: """
                6b3873000a0d0a027631120753657276696365125f0a290a08686561646c65737312001a0022002a003200380042005a\
                0f0a036170701208686561646c657373122e120f0a036170701208686561646c6573731a044e6f6e652209436c757374\
                657249503a00420052005a00600068001a020a001a002200
                """,
            json: #"""
                {"kind":"Service","apiVersion":"v1","metadata":{"name":"headless","labels":{"app":"headless"}},
                "spec":{"selector":{"app":"headless"},"clusterIP":"None","type":"ClusterIP"},
                "status":{"loadBalancer":{}}}
                """#),
        KubectlBody(
            command: "create service nodeport np --tcp=80:8080 --node-port=30080",
            hex: """
                6b3873000a0d0a02763112075365727669636512670a1d0a026e7012001a0022002a003200380042005a090a03617070\
                12026e7012420a1d0a0738302d38303830120354435018502207080010903f1a002880eb0112090a0361707012026e70\
                1a0022084e6f6465506f72743a00420052005a00600068001a020a001a002200
                """,
            json: #"""
                {"kind":"Service","apiVersion":"v1","metadata":{"name":"np","labels":{"app":"np"}},
                "spec":{"ports":[{"name":"80-8080","protocol":"TCP","port":80,"targetPort":8080,
                "nodePort":30080}],"selector":{"app":"np"},"type":"NodePort"},"status":{"loadBalancer":{}}}
                """#),
        KubectlBody(
            command: "create service loadbalancer lb --tcp=80",
            hex: """
                6b3873000a0d0a02763112075365727669636512630a1d0a026c6212001a0022002a003200380042005a090a03617070\
                12026c62123e0a150a023830120354435018502206080010501a00280012090a0361707012026c621a00220c4c6f6164\
                42616c616e6365723a00420052005a00600068001a020a001a002200
                """,
            json: #"""
                {"kind":"Service","apiVersion":"v1","metadata":{"name":"lb","labels":{"app":"lb"}},
                "spec":{"ports":[{"name":"80","protocol":"TCP","port":80,"targetPort":80}],
                "selector":{"app":"lb"},"type":"LoadBalancer"},"status":{"loadBalancer":{}}}
                """#),
        KubectlBody(
            command: "create service externalname ext --external-name=example.org",
            hex: """
                6b3873000a0d0a027631120753657276696365125a0a1f0a0365787412001a0022002a003200380042005a0a0a036170\
                7012036578741233120a0a0361707012036578741a00220c45787465726e616c4e616d653a004200520b6578616d706c\
                652e6f72675a00600068001a020a001a002200
                """,
            json: #"""
                {"kind":"Service","apiVersion":"v1","metadata":{"name":"ext","labels":{"app":"ext"}},
                "spec":{"selector":{"app":"ext"},"type":"ExternalName","externalName":"example.org"},
                "status":{"loadBalancer":{}}}
                """#),
    ]
}
