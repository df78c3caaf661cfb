import GatehouseCommands

@main
struct Gatehouse {
    static func main() async {
        await GatehouseProgram.main()
    }
}
