/// Objects as clients written in Go send them by preference: Kubernetes' envelope around a message of Protocol Buffers.
///
/// The four bytes `k8s` and zero, then a message that says which kind it carries, and the object's own message in it
/// (`runtime.Unknown` of Kubernetes' apimachinery). Only kinds of Kubernetes itself have such messages, and of them those
/// are read here that clients may write; Pods are not among them.
///
/// There is no encoder: clients that send such bodies accept JSON as well, and say so in `Accept`.
public enum ProtobufBody {
    /// What `Content-Type` says of such a body.
    public static let mediaType = "application/vnd.kubernetes.protobuf"

    /// Whether objects of a kind can be read. For kinds that can't, Kubernetes' own API has no such bodies either (it
    /// answers 415), or only the gateway writes them.
    public static func reads(apiVersion: String, kind: String) -> Bool {
        ProtobufMessage.message(apiVersion: apiVersion, kind: kind) != nil
    }

    /// Reads an object: the value that its JSON form has.
    ///
    /// Go's rules say what JSON form that is. A field that holds nothing is left out where Go leaves it out; a list that
    /// has to be there is null where it is empty, and so is a time that is not set. Fields that are not known are passed
    /// over in silence, even where field validation is strict: Kubernetes does the same, for they have no names.
    ///
    /// - Parameters:
    ///   - bytes: The body.
    ///   - apiVersion: What to take the object for where the body does not say it: `v1`, `coordination.k8s.io/v1`.
    ///   - kind: The same for its kind.
    ///   - limits: How much is taken.
    /// - Throws: where the body is no such envelope, of an unknown kind, damaged, or beyond the limits.
    public static func decode(
        _ bytes: [UInt8], apiVersion: String = "", kind: String = "", limits: ProtobufLimits = ProtobufLimits()
    ) throws(ProtobufError) -> JSON {
        guard bytes.count <= limits.bytes else { throw ProtobufError(.tooLarge(limit: limits.bytes)) }
        var decoder = ProtobufDecoder(limits: limits)
        let envelope = try ProtobufEnvelope(bytes, with: &decoder)
        let apiVersion = envelope.apiVersion.isEmpty ? apiVersion : envelope.apiVersion
        let kind = envelope.kind.isEmpty ? kind : envelope.kind
        guard !apiVersion.isEmpty, !kind.isEmpty else { throw ProtobufError(.missingKind) }
        guard let message = ProtobufMessage.message(apiVersion: apiVersion, kind: kind) else {
            throw ProtobufError(.unknownKind(apiVersion: apiVersion, kind: kind))
        }
        var members = try decoder.members(of: message, in: envelope.object)
        members["apiVersion"] = .string(apiVersion)
        members["kind"] = .string(kind)
        return .object(members)
    }
}
