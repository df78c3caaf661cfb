public import GatehouseManifest
public import GatehouseModel

/// Turns the text of one document into resources that may be served, resources that may not, and findings.
public struct DocumentReader: Sendable {
    /// What is thought of a resource by itself.
    public struct Judgement: Sendable {
        /// Whether it may be served.
        public var isServable: Bool
        /// What is wrong with it.
        public var diagnostics: [Diagnostic]

        /// A judgement.
        public init(isServable: Bool, diagnostics: [Diagnostic]) {
            self.isServable = isServable
            self.diagnostics = diagnostics
        }
    }

    /// The text of one document, the path of its file, and the line of the text's first byte.
    typealias Read = @Sendable (_ text: ArraySlice<UInt8>, _ file: String, _ line: Int) -> Document

    let read: Read

    /// A reader that does as `read` does.
    init(read: @escaping Read) { self.read = read }

    /// A reader of manifests whose resources are judged by `judge`, once for as long as their text stays.
    ///
    /// Where unknown fields are errors they are reported as such, but the resource is judged and kept by the rest of its
    /// fields, as the gateway would serve it: one reading tells everything, and what other resources refer to is there.
    public init(options: ManifestOptions, judge: @escaping @Sendable (AnyResource) -> Judgement) {
        var servingOptions = options
        servingOptions.unknownFields = .warning
        let reader = ManifestReader(options: servingOptions)
        let strictReader = options.unknownFields == .error ? ManifestReader(options: options) : nil
        self.init { text, file, line in
            let bytes = Array(text)
            let result = reader.read(bytes: bytes, file: file)
            var document = Document(
                rejected: result.rejected, isUnreadable: result.unreadableDocumentCount > 0,
                diagnostics: strictReader?.read(bytes: bytes, file: file).diagnostics ?? result.diagnostics)
            document.unservable = result.unservable
            document.passedOver = result.passedOver
            for resource in result.resources {
                let judgement = judge(resource)
                document.diagnostics += judgement.diagnostics
                if judgement.isServable {
                    document.resources.append(resource)
                } else {
                    document.unservable.append(resource)
                    document.rejected.append(
                        RejectedResource(kind: resource.key.kind, metadata: resource.metadata))
                }
            }
            return document.moved(by: line - 1)
        }
    }
}

extension DocumentReader {
    /// Reads one object of an API, given as JSON or YAML. `name` is what users know it by.
    ///
    /// Nothing of it is in a file: resources come without the lines of their fields, diagnostics without a location.
    public func document(_ text: [UInt8], name: String) -> Document {
        var document = self.read(text[...], name, 1)
        for index in document.diagnostics.indices { document.diagnostics[index].location = nil }
        for index in document.resources.indices { document.resources[index].forgetSource() }
        for index in document.unservable.indices { document.unservable[index].forgetSource() }
        return document
    }
}
