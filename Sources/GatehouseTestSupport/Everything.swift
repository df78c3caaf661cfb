/// One resource of each of Istio's kinds that sets every field; of fields that exclude each other every one in turn.
public enum Everything {
    /// A Gateway.
    public static let gateway = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata:
          name: everything
          namespace: edge
          creationTimestamp: "2026-01-02T03:04:05Z"
          labels: {team: edge}
          annotations: {note: "1"}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - name: shop
            bind: 127.0.0.1
            defaultEndpoint: 127.0.0.1:8080
            hosts: ["*/shop.example.com"]
            port: {number: 443, name: https, protocol: HTTPS, targetPort: 8443}
            tls:
              httpsRedirect: false
              mode: OPTIONAL_MUTUAL
              serverCertificate: /etc/cert.pem
              privateKey: /etc/key.pem
              caCertificates: /etc/ca.pem
              caCrl: /etc/ca.crl
              credentialName: shop
              credentialNames: [shop-rsa, shop-ecdsa]
              caCertCredentialName: shop-ca
              tlsCertificates:
              - {serverCertificate: /etc/cert.pem, privateKey: /etc/key.pem, caCertificates: /etc/ca.pem}
              subjectAltNames: [client.example.com]
              verifyCertificateSpki: [YWJj]
              verifyCertificateHash: ["ab:cd"]
              minProtocolVersion: TLSV1_2
              maxProtocolVersion: TLSV1_3
              cipherSuites: [ECDHE-ECDSA-AES128-GCM-SHA256]
              insecureSkipVerify: true
        """

    /// A VirtualService.
    public static let virtualService = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: everything, namespace: shop}
        spec:
          hosts: [shop.example.com]
          gateways: [edge/everything]
          exportTo: ["."]
          http:
          - name: main
            match:
            - name: canary
              uri: {exact: /a}
              scheme: {exact: https}
              method: {regex: "GET|HEAD"}
              authority: {prefix: shop.}
              headers: {x-user: {exact: ann}, x-any: {}}
              port: 443
              sourceLabels: {app: edge}
              gateways: [edge/everything]
              queryParams: {q: {regex: "[0-9]+"}}
              ignoreUriCase: true
              withoutHeaders: {x-bot: {prefix: "yes"}}
              sourceNamespace: edge
              statPrefix: main
            route:
            - destination: {host: shop, subset: v1, port: {number: 8080}}
              weight: 90
              headers:
                request: {set: {a: "1"}, add: {b: "2"}, remove: [c]}
                response: {set: {d: "3"}, add: {e: "4"}, remove: [f]}
            rewrite:
              uri: /b
              authority: shop.internal
              uriRegexRewrite: {match: "^/a/(.*)$", rewrite: '/b/\\1'}
            timeout: 1.5s
            retries:
              attempts: 3
              perTryTimeout: 500ms
              retryOn: 5xx,reset
              retryRemoteLocalities: true
              retryIgnorePreviousHosts: false
              backoff: 10ms
            fault:
              delay: {percent: 5, fixedDelay: 2s, percentage: {value: 0.1}}
              abort: {httpStatus: 503, percentage: {value: 1}}
            mirror: {host: shadow}
            mirrors:
            - {destination: {host: shadow}, percentage: {value: 10}}
            mirrorPercent: 50
            mirrorPercentage: {value: 12.5}
            corsPolicy:
              allowOrigin: ["*"]
              allowOrigins: [{exact: "https://a.example.com"}]
              allowMethods: [GET]
              allowHeaders: [x-a]
              exposeHeaders: [x-b]
              maxAge: 24h
              allowCredentials: true
              unmatchedPreflights: IGNORE
            headers:
              request: {set: {g: "5"}}
          - redirect:
              {uri: /c, authority: other.example.com, port: 8443, scheme: https, redirectCode: 308, prefixRewrite: /d}
          - redirect: {derivePort: FROM_REQUEST_PORT}
          - directResponse: {status: 418, body: {string: teapot}}
          - directResponse: {status: 200, body: {bytes: AAEC}}
          - delegate: {name: rules, namespace: shop}
          - fault:
              delay: {exponentialDelay: 1s}
              abort: {grpcStatus: UNAVAILABLE}
          - fault: {abort: {http2Error: REFUSED_STREAM}}
          tls:
          - match:
            - sniHosts: [shop.example.com]
              destinationSubnets: [10.0.0.0/8]
              port: 443
              sourceLabels: {app: edge}
              gateways: [edge/everything]
              sourceNamespace: edge
            route:
            - {destination: {host: shop}, weight: 1}
          tcp:
          - match:
            - destinationSubnets: [10.0.0.0/8]
              port: 443
              sourceSubnet: 10.0.0.1
              sourceLabels: {app: edge}
              gateways: [edge/everything]
              sourceNamespace: edge
            route:
            - {destination: {host: shop}, weight: 1}
        """

    /// A DestinationRule.
    public static let destinationRule = """
        apiVersion: networking.istio.io/v1beta1
        kind: DestinationRule
        metadata: {name: everything, namespace: shop}
        spec:
          host: shop
          exportTo: ["*"]
          workloadSelector: {matchLabels: {app: edge}}
          trafficPolicy:
            loadBalancer:
              consistentHash:
                httpCookie: {name: user, path: /, ttl: 0s, attributes: [{name: SameSite, value: Strict}]}
                ringHash: {minimumRingSize: 2048}
                minimumRingSize: 1024
              localityLbSetting:
                enabled: true
                distribute: [{from: eu/a/*, to: {eu/a/*: 80, eu/b/*: 20}}]
                failover: [{from: eu, to: us}]
                failoverPriority: [topology.istio.io/network]
              zoneAwareLbSetting:
                enabled: true
                failover: [{from: eu, to: us}]
                failoverPriority: [topology.istio.io/network]
                minClusterSize: 6
              warmupDurationSecs: 60s
              warmup: {duration: 60s, minimumPercent: 5, aggression: 1.5}
            connectionPool:
              tcp:
                maxConnections: 100
                connectTimeout: 1s
                tcpKeepalive: {probes: 3, time: 7200s, interval: 75s}
                maxConnectionDuration: 1h
                idleTimeout: 10m
              http:
                http1MaxPendingRequests: 10
                http2MaxRequests: 20
                maxRequestsPerConnection: 30
                maxRetries: 4
                idleTimeout: 5m
                h2UpgradePolicy: UPGRADE
                useClientProtocol: true
                maxConcurrentStreams: 50
                http2KeepAlive: {interval: 30s, timeout: 5s}
            outlierDetection:
              consecutiveErrors: 4
              splitExternalLocalOriginErrors: true
              consecutiveLocalOriginFailures: 3
              consecutiveGatewayErrors: 2
              consecutive5xxErrors: 1
              interval: 10s
              baseEjectionTime: 30s
              maxEjectionPercent: 50
              minHealthPercent: 20
              outlierDetectionHttpErrorCodes: [500, 503]
            tls:
              mode: MUTUAL
              clientCertificate: /etc/cert.pem
              privateKey: /etc/key.pem
              caCertificates: /etc/ca.pem
              caCrl: /etc/ca.crl
              credentialName: shop-client
              subjectAltNames: [shop.internal]
              sni: shop.internal
              insecureSkipVerify: true
            portLevelSettings:
            - port: {number: 8080}
              loadBalancer: {simple: ROUND_ROBIN}
              connectionPool: {tcp: {maxConnections: 1}}
              outlierDetection: {interval: 1s}
              tls: {mode: DISABLE}
            - loadBalancer: {consistentHash: {httpHeaderName: x-user, maglev: {tableSize: 65537}}}
            - loadBalancer: {consistentHash: {useSourceIp: true}}
            - loadBalancer: {consistentHash: {httpQueryParameterName: user}}
            tunnel: {protocol: CONNECT, targetHost: proxy, targetPort: 3128}
            proxyProtocol: {version: V2}
            retryBudget: {percent: 25, minRetryConcurrency: 5, budgetInterval: 1s}
          subsets:
          - name: v1
            labels: {version: v1}
            trafficPolicy: {loadBalancer: {simple: RANDOM}}
        """

    /// A ServiceEntry.
    public static let serviceEntry = """
        apiVersion: networking.istio.io/v1alpha3
        kind: ServiceEntry
        metadata: {name: everything, namespace: shop}
        spec:
          hosts: [api.example.org]
          addresses: [240.0.0.1]
          ports: [{number: 443, name: https, protocol: TLS, targetPort: 8443}]
          location: MESH_INTERNAL
          resolution: DNS_ROUND_ROBIN
          endpoints:
          - address: 10.0.0.1
            ports: {https: 9443}
            labels: {version: v1}
            network: vpc
            locality: eu/a/1
            weight: 2
            serviceAccount: api
          workloadSelector: {labels: {app: api}}
          exportTo: ["~"]
          subjectAltNames: [api.example.org]
        """

    /// All of them.
    public static let all = [Self.gateway, Self.virtualService, Self.destinationRule, Self.serviceEntry]
}
