import GatehouseKubernetes

extension ClusterAccess {
    /// The way to the cluster that the command line means.
    ///
    /// A kubeconfig that is named comes before what a pod is given, and that before what kubectl would take.
    init(_ options: ClusterOptions, environment: [String: String]) throws(CommandFailure) {
        do throws(KubeconfigError) {
            let isNamed = options.kubeconfig != nil || options.context != nil
            if !isNamed, ClusterAccess.isInCluster(environment: environment) {
                self = try .inCluster(environment: environment)
            } else {
                let config = try KubeconfigFiles.read(named: options.kubeconfig, environment: environment)
                self = try ClusterAccess(config, context: options.context)
            }
        } catch {
            throw .unusable("the cluster is not known: \(error)")
        }
    }
}
