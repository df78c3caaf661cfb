/// What a message of MongoDB's wire protocol does. The raw values are dense, for tables of counters.
public enum MongoOperation: Int, Hashable, Sendable, CaseIterable {
    /// OP_REPLY, of servers before 5.1.
    case reply
    /// OP_UPDATE.
    case update
    /// OP_INSERT.
    case insert
    /// OP_QUERY; drivers still greet a server with it.
    case query
    /// OP_GET_MORE.
    case getMore
    /// OP_DELETE.
    case delete
    /// OP_KILL_CURSORS.
    case killCursors
    /// OP_COMPRESSED: any other, compressed.
    case compressed
    /// OP_MSG: commands and their answers.
    case message
    /// One of those that were reserved or given up.
    case other

    /// The operation of an opcode; nil when MongoDB never had such a one.
    public init?(opcode: Int32) {
        switch opcode {
        case 1: self = .reply
        case 2001: self = .update
        case 2002: self = .insert
        case 2004: self = .query
        case 2005: self = .getMore
        case 2006: self = .delete
        case 2007: self = .killCursors
        case 2012: self = .compressed
        case 2013: self = .message
        case 1000, 2003, 2008...2019: self = .other
        default: return nil
        }
    }

    /// The label of metrics.
    public var label: StaticString {
        switch self {
        case .reply: "reply"
        case .update: "update"
        case .insert: "insert"
        case .query: "query"
        case .getMore: "get_more"
        case .delete: "delete"
        case .killCursors: "kill_cursors"
        case .compressed: "compressed"
        case .message: "msg"
        case .other: "other"
        }
    }
}
