/// A program that knows a token or a certificate (client-go's credential plugins, KEP-541).
public struct ExecPlugin: Hashable, Sendable {
    /// Whether the program may ask somebody at a terminal. A gateway has none.
    public enum InteractiveMode: String, Hashable, Sendable {
        /// It never asks.
        case never = "Never"
        /// It asks where there is a terminal.
        case ifAvailable = "IfAvailable"
        /// It always asks, so that it is of no use here.
        case always = "Always"
    }

    /// What it speaks: `client.authentication.k8s.io/v1`, `/v1beta1` or `/v1alpha1`.
    public var apiVersion: String
    /// A path, or a name to look for on `PATH`.
    public var command: String
    /// Its arguments.
    public var arguments: [String] = []
    /// What is in its environment besides that of this process.
    public var environment: [Variable] = []
    /// What to do to get the program; told when there is none.
    public var installHint: String?
    /// Whether it is told which cluster it is for.
    public var providesClusterInfo = false
    /// Whether it asks.
    public var interactiveMode = InteractiveMode.ifAvailable
    /// Where it is written.
    public var place: Kubeconfig.Place

    /// One variable of an environment.
    public struct Variable: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value, which may be a secret.
        public var value: Redacted<String>
    }

    /// The versions that are spoken here.
    static let apiVersions = ["v1", "v1beta1", "v1alpha1"].map { "client.authentication.k8s.io/\($0)" }
}
