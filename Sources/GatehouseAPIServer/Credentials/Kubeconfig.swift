import Foundation

/// The file that tells kubectl where the API is, whom to trust and what to show.
public struct Kubeconfig: Sendable {
    /// `https://127.0.0.1:6443`.
    public var server: String
    /// The authority of the server's certificate, PEM.
    public var authorityPEM: String
    /// The bearer token.
    public var token: String

    /// A kubeconfig.
    public init(server: String, authorityPEM: String, token: String) {
        self.server = server
        self.authorityPEM = authorityPEM
        self.token = token
    }

    /// The file as YAML.
    public var text: String {
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: gatehouse
          cluster:
            server: \(self.server)
            certificate-authority-data: \(Data(self.authorityPEM.utf8).base64EncodedString())
        users:
        - name: \(APIUser.name)
          user:
            token: \(self.token)
        contexts:
        - name: gatehouse
          context:
            cluster: gatehouse
            user: \(APIUser.name)
            namespace: default
        current-context: gatehouse

        """
    }

    /// Writes the file into a folder, for its owner's eyes only.
    ///
    /// - Returns: the file's path.
    public func write(to folder: DataFolder) throws(DataFolderError) -> String {
        try folder.write(Array(self.text.utf8), to: "kubeconfig")
        return folder.path(of: "kubeconfig")
    }
}
