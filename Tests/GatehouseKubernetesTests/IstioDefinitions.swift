import GatehouseObjects

/// Definitions of Istio's traffic kinds that take any content: enough of them for tests.
enum IstioDefinitions {
    static let all: [JSON] = [
        ("Gateway", "gateway", "gateways"), ("VirtualService", "virtualservice", "virtualservices"),
        ("DestinationRule", "destinationrule", "destinationrules"),
        ("ServiceEntry", "serviceentry", "serviceentries"), ("WorkloadEntry", "workloadentry", "workloadentries"),
    ].map { kind, singular, plural in
        let content: JSON = ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
        let schema: JSON = [
            "openAPIV3Schema": ["type": "object", "properties": ["spec": content, "status": content]]
        ]
        let versions: [JSON] = ["v1alpha3", "v1beta1"].map { version in
            [
                "name": .string(version), "served": true, "storage": .bool(version == "v1beta1"), "schema": schema,
                "subresources": ["status": [:]],
            ]
        }
        return [
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": ["name": .string("\(plural).networking.istio.io")],
            "spec": [
                "group": "networking.istio.io", "scope": "Namespaced", "versions": .array(versions),
                "names": [
                    "kind": .string(kind), "plural": .string(plural), "singular": .string(singular),
                    "listKind": .string("\(kind)List"),
                ],
            ],
        ]
    }
}
