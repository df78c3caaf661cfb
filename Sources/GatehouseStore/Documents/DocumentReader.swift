import GatehouseModel

/// Turns the text of one document into resources that may be served, resources that may not, and findings.
public struct DocumentReader: Sendable {
    /// The text of one document, the path of its file, and the line of the text's first byte.
    typealias Read = @Sendable (_ text: ArraySlice<UInt8>, _ file: String, _ line: Int) -> Document

    let read: Read

    /// A reader that does as `read` does.
    init(read: @escaping Read) { self.read = read }
}
