/// What a watch delivers.
public enum WatchItem: Hashable, Sendable {
    /// A change. They come in the order of their revisions, without gaps.
    case event(ObjectEvent)
    /// All changes up to this revision were delivered: the answer to `ObjectRegistry.bookmark(_:)`.
    case bookmark(Int64)
    /// The reader was so slow that changes which it has not seen are forgotten. The watch ends; the reader has to list
    /// anew.
    case overrun
}
