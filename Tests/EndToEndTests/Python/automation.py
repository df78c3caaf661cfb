"""What a user's automation does with the official Python client, and what it has to see.

    KUBECONFIG=... python3 automation.py

Every test has a namespace of its own. The expectations are those of any Kubernetes API server.
"""

import base64
import datetime
import json
import unittest

from kubernetes import client, config, dynamic, utils, watch
from kubernetes.client import ApiException

NETWORKING = "networking.istio.io"


def metadata(name, **labels):
    return client.V1ObjectMeta(name=name, labels=labels or None)


def config_map(name, data=None, **labels):
    return client.V1ConfigMap(metadata=metadata(name, **labels), data=data or {"colour": "blue"})


def virtual_service(name, *hosts, version="v1"):
    return {
        "apiVersion": f"{NETWORKING}/{version}",
        "kind": "VirtualService",
        "metadata": {"name": name, "labels": {"app": name}},
        "spec": {"hosts": list(hosts), "http": [{"route": [{"destination": {"host": "frontend"}}]}]},
    }


def gateway(name, *hosts):
    return {
        "apiVersion": f"{NETWORKING}/v1",
        "kind": "Gateway",
        "metadata": {"name": name},
        "spec": {
            "selector": {"istio": "ingressgateway"},
            "servers": [{"port": {"number": 80, "name": "http", "protocol": "HTTP"}, "hosts": list(hosts)}],
        },
    }


class Automation(unittest.TestCase):
    def setUp(self):
        config.load_kube_config()
        self.core = client.CoreV1Api()
        self.custom = client.CustomObjectsApi()
        made = self.core.create_namespace(client.V1Namespace(metadata=client.V1ObjectMeta(generate_name="python-")))
        self.namespace = made.metadata.name
        self.addCleanup(self.core.delete_namespace, self.namespace)

    def create(self, *arguments, **labels):
        return self.core.create_namespaced_config_map(self.namespace, config_map(*arguments, **labels))

    def names(self, **options):
        return [item.metadata.name for item in self.core.list_namespaced_config_map(self.namespace, **options).items]

    def refused(self, status, reason, call, *arguments, **options):
        """The Status of a call that has to fail so."""
        with self.assertRaises(ApiException) as caught:
            call(*arguments, **options)
        self.assertEqual(caught.exception.status, status)
        answer = json.loads(caught.exception.body)
        self.assertEqual((answer["kind"], answer["status"]), ("Status", "Failure"))
        self.assertEqual((answer["code"], answer["reason"]), (status, reason))
        return answer


class CoreKinds(Automation):
    def test_objects_have_what_the_server_adds(self):
        made = self.create("settings")
        self.assertTrue(made.metadata.uid)
        self.assertTrue(made.metadata.resource_version)
        self.assertIsInstance(made.metadata.creation_timestamp, datetime.datetime)
        read = self.core.read_namespaced_config_map("settings", self.namespace)
        self.assertEqual(read.to_dict(), made.to_dict())

    def test_patches_merge_and_replacements_replace(self):
        self.create("settings", {"colour": "blue", "size": "5"})
        patched = self.core.patch_namespaced_config_map(
            "settings", self.namespace, {"data": {"colour": None, "shape": "round"}})
        self.assertEqual(patched.data, {"size": "5", "shape": "round"})
        patched = self.core.patch_namespaced_config_map(
            "settings", self.namespace, [{"op": "replace", "path": "/data/size", "value": "6"}])
        self.assertEqual(patched.data, {"size": "6", "shape": "round"})
        patched.data = {"only": "this"}
        replaced = self.core.replace_namespaced_config_map("settings", self.namespace, patched)
        self.assertEqual(replaced.data, {"only": "this"})
        self.assertEqual(replaced.metadata.uid, patched.metadata.uid)

    def test_services_get_addresses_and_defaults(self):
        spec = client.V1ServiceSpec(ports=[client.V1ServicePort(port=80)], selector={"app": "shop"})
        service = client.V1Service(metadata=metadata("shop"), spec=spec)
        made = self.core.create_namespaced_service(self.namespace, service)
        self.assertRegex(made.spec.cluster_ip, r"^\d+\.\d+\.\d+\.\d+$")
        self.assertEqual((made.spec.type, made.spec.session_affinity), ("ClusterIP", "None"))
        self.assertEqual((made.spec.ports[0].protocol, made.spec.ports[0].target_port), ("TCP", 80))
        made.spec.ports[0].target_port = "web"
        replaced = self.core.replace_namespaced_service("shop", self.namespace, made)
        self.assertEqual(replaced.spec.ports[0].target_port, "web")
        self.assertEqual(replaced.spec.cluster_ip, made.spec.cluster_ip)

    def test_services_leave_what_only_their_old_type_has(self):
        spec = client.V1ServiceSpec(
            type="LoadBalancer", ports=[client.V1ServicePort(port=80)], external_traffic_policy="Local")
        self.core.create_namespaced_service(self.namespace, client.V1Service(metadata=metadata("shop"), spec=spec))
        changed = self.core.patch_namespaced_service("shop", self.namespace, {"spec": {"type": "ClusterIP"}})
        self.assertIsNone(changed.spec.external_traffic_policy)
        self.assertIsNone(changed.spec.health_check_node_port)
        self.assertIsNone(changed.spec.ports[0].node_port)
        ports = [{"port": 80, "nodePort": 30999}]
        self.refused(422, "Invalid", self.core.patch_namespaced_service, "shop", self.namespace, {"spec": {"ports": ports}})

    def test_controllers_of_load_balancers_write_status_and_finalizers(self):
        spec = client.V1ServiceSpec(type="LoadBalancer", ports=[client.V1ServicePort(port=80)])
        self.core.create_namespaced_service(self.namespace, client.V1Service(metadata=metadata("shop"), spec=spec))
        written = self.core.patch_namespaced_service_status("shop", self.namespace, {
            "metadata": {"labels": {"class": "edge"}, "finalizers": ["service.kubernetes.io/load-balancer-cleanup"]},
            "spec": {"type": "ClusterIP"},
            "status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.1"}]}}})
        self.assertEqual(written.metadata.labels, {"class": "edge"})
        self.assertEqual(written.spec.type, "LoadBalancer")
        self.assertEqual(written.status.load_balancer.ingress[0].ip, "192.0.2.1")
        # What comes back is the service or, from older servers, a Status, which the client does not expect.
        self.core.delete_namespaced_service("shop", self.namespace, _preload_content=False)
        self.assertIsNotNone(self.core.read_namespaced_service("shop", self.namespace).metadata.deletion_timestamp)
        self.core.patch_namespaced_service_status("shop", self.namespace, {"metadata": {"finalizers": None}})
        self.refused(404, "NotFound", self.core.read_namespaced_service, "shop", self.namespace)

    def test_null_among_texts_is_an_empty_one(self):
        # Without the client's own types, which know of no null there.
        maps = dynamic.DynamicClient(client.ApiClient()).resources.get(api_version="v1", kind="ConfigMap")
        made = maps.create(namespace=self.namespace, body={
            "metadata": {"name": "nulls", "labels": {"a": None}}, "data": {"x": None, "y": "1"}}).to_dict()
        self.assertEqual((made["metadata"]["labels"], made["data"]), ({"a": ""}, {"x": "", "y": "1"}))

    def test_endpoints_are_made_by_replacing_them(self):
        body = client.V1Endpoints(metadata=metadata("shop"), subsets=[client.V1EndpointSubset(
            addresses=[client.V1EndpointAddress(ip="192.0.2.1")], ports=[client.CoreV1EndpointPort(port=80)])])
        made = self.core.replace_namespaced_endpoints("shop", self.namespace, body)
        self.assertEqual(made.subsets[0].ports[0].protocol, "TCP")
        self.refused(
            404, "NotFound", self.core.replace_namespaced_config_map, "none", self.namespace, config_map("none"))

    def test_events_are_reported(self):
        now = datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.timezone.utc)
        subject = client.V1ObjectReference(kind="ConfigMap", namespace=self.namespace, name="shop")
        made = self.core.create_namespaced_event(self.namespace, client.CoreV1Event(
            metadata=metadata("opened"), involved_object=subject, event_time=now, reason="Opened", action="Open",
            reporting_component="example.com/shop", reporting_instance="one", type="Normal", message="It is open."))
        self.assertEqual(made.event_time, now)
        found = self.core.list_namespaced_event(self.namespace, field_selector="reason=Opened").items
        self.assertEqual([event.metadata.name for event in found], ["opened"])

    def test_secrets_take_text_and_give_base64(self):
        secret = client.V1Secret(metadata=metadata("password"), string_data={"word": "open"})
        made = self.core.create_namespaced_secret(self.namespace, secret)
        self.assertEqual(base64.b64decode(made.data["word"]), b"open")
        self.assertEqual((made.type, made.string_data), ("Opaque", None))

    def test_endpoints_are_kept(self):
        subset = client.V1EndpointSubset(
            addresses=[client.V1EndpointAddress(ip="192.0.2.1")], ports=[client.CoreV1EndpointPort(port=8080)])
        endpoints = client.V1Endpoints(metadata=metadata("shop"), subsets=[subset])
        self.core.create_namespaced_endpoints(self.namespace, endpoints)
        read = self.core.read_namespaced_endpoints("shop", self.namespace)
        self.assertEqual(read.subsets[0].addresses[0].ip, "192.0.2.1")
        self.assertEqual(read.subsets[0].ports[0].protocol, "TCP")

    def test_names_are_generated(self):
        template = client.V1ConfigMap(metadata=client.V1ObjectMeta(generate_name="run-"))
        made = [self.core.create_namespaced_config_map(self.namespace, template).metadata.name for _ in range(2)]
        self.assertEqual(len(set(made)), 2)
        for name in made:
            self.assertRegex(name, r"^run-[a-z0-9]{5}$")

    def test_dry_runs_leave_nothing(self):
        made = self.core.create_namespaced_config_map(self.namespace, config_map("settings"), dry_run="All")
        self.assertEqual(made.data, {"colour": "blue"})
        self.refused(404, "NotFound", self.core.read_namespaced_config_map, "settings", self.namespace)

    def test_manifests_are_created_as_they_are(self):
        documents = [
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "one"}, "data": {"a": "b"}},
            {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "two"}, "spec": {"ports": [{"port": 80}]}},
        ]
        utils.create_from_yaml(client.ApiClient(), yaml_objects=documents, namespace=self.namespace)
        self.assertEqual(self.names(label_selector="!app", field_selector="metadata.name=one"), ["one"])
        self.assertEqual(self.core.read_namespaced_service("two", self.namespace).spec.ports[0].port, 80)

    def test_finalizers_hold_deletions_back(self):
        held = config_map("held")
        held.metadata.finalizers = ["example.com/held"]
        self.core.create_namespaced_config_map(self.namespace, held)
        self.core.delete_namespaced_config_map("held", self.namespace)
        read = self.core.read_namespaced_config_map("held", self.namespace)
        self.assertIsNotNone(read.metadata.deletion_timestamp)
        self.core.patch_namespaced_config_map("held", self.namespace, {"metadata": {"finalizers": None}})
        self.refused(404, "NotFound", self.core.read_namespaced_config_map, "held", self.namespace)

    def test_namespaces_go_with_their_contents(self):
        made = self.core.create_namespace(client.V1Namespace(metadata=client.V1ObjectMeta(generate_name="gone-")))
        name = made.metadata.name
        self.core.create_namespaced_config_map(name, config_map("settings"))
        self.core.delete_namespace(name)
        selector = f"metadata.name={name}"
        version = made.metadata.resource_version
        stream = watch.Watch().stream(
            self.core.list_namespace, field_selector=selector, resource_version=version, timeout_seconds=60)
        self.assertTrue(any(event["type"] == "DELETED" for event in stream))
        self.refused(404, "NotFound", self.core.read_namespace, name)
        self.refused(404, "NotFound", self.core.read_namespaced_config_map, "settings", name)


class Selecting(Automation):
    def setUp(self):
        super().setUp()
        self.create("a", app="shop", tier="front")
        self.create("b", app="shop", tier="back")
        self.create("c", app="blog")
        self.create("d")

    def test_labels_select(self):
        # Clusters put one of their own into every namespace.
        own = "metadata.name!=kube-root-ca.crt"
        for selector, expected in {
            "app=shop": ["a", "b"],
            "app==shop,tier!=back": ["a"],
            "app!=shop": ["c", "d"],
            "app in (shop, blog),tier": ["a", "b"],
            "app notin (shop)": ["c", "d"],
            "!app": ["d"],
        }.items():
            with self.subTest(selector):
                self.assertEqual(self.names(label_selector=selector, field_selector=own), expected)

    def test_a_selector_that_is_none_is_refused(self):
        self.refused(400, "BadRequest", self.names, label_selector="app in shop")
        self.refused(400, "BadRequest", self.names, field_selector="data.colour=blue")

    def test_long_lists_come_in_pages(self):
        selector = {"label_selector": "app"}
        first = self.core.list_namespaced_config_map(self.namespace, limit=2, **selector)
        self.assertEqual([item.metadata.name for item in first.items], ["a", "b"])
        self.create("bb", app="late")
        rest = self.core.list_namespaced_config_map(
            self.namespace, limit=2, _continue=first.metadata._continue, **selector)
        # A list is of one moment, however long it takes to read.
        self.assertEqual([item.metadata.name for item in rest.items], ["c"])
        self.assertEqual(rest.metadata.resource_version, first.metadata.resource_version)
        self.assertFalse(rest.metadata._continue)

    def test_collections_are_deleted_by_selector(self):
        self.core.delete_collection_namespaced_config_map(self.namespace, label_selector="app=shop")
        self.assertEqual(self.names(label_selector="app"), ["c"])


class Failures(Automation):
    def test_what_is_not_there_is_not_found(self):
        answer = self.refused(404, "NotFound", self.core.read_namespaced_config_map, "nope", self.namespace)
        self.assertEqual(answer["message"], 'configmaps "nope" not found')
        self.assertEqual(answer["details"], {"name": "nope", "kind": "configmaps"})
        self.refused(404, "NotFound", self.core.delete_namespaced_config_map, "nope", self.namespace)
        self.refused(404, "NotFound", self.core.create_namespaced_config_map, "no-namespace", config_map("settings"))

    def test_a_name_is_taken_once(self):
        self.create("settings")
        answer = self.refused(409, "AlreadyExists", self.create, "settings")
        self.assertEqual(answer["message"], 'configmaps "settings" already exists')

    def test_who_read_an_older_state_may_not_write(self):
        read = self.create("settings")
        self.core.patch_namespaced_config_map("settings", self.namespace, {"data": {"colour": "red"}})
        read.data["colour"] = "green"
        answer = self.refused(
            409, "Conflict", self.core.replace_namespaced_config_map, "settings", self.namespace, read)
        self.assertIn("the object has been modified", answer["message"])
        stale = {"metadata": {"resourceVersion": read.metadata.resource_version}, "data": {"colour": "green"}}
        self.refused(409, "Conflict", self.core.patch_namespaced_config_map, "settings", self.namespace, stale)
        options = client.V1DeleteOptions(preconditions=client.V1Preconditions(uid="another"))
        self.refused(
            409, "Conflict", self.core.delete_namespaced_config_map, "settings", self.namespace, body=options)
        kept = self.core.read_namespaced_config_map("settings", self.namespace)
        self.assertEqual(kept.data, {"colour": "red"})

    def test_invalid_objects_say_where(self):
        service = client.V1Service(metadata=metadata("shop"), spec=client.V1ServiceSpec(ports=[
            client.V1ServicePort(port=70000)]))
        answer = self.refused(422, "Invalid", self.core.create_namespaced_service, self.namespace, service)
        self.assertEqual(answer["details"]["causes"][0]["field"], "spec.ports[0].port")
        self.assertEqual(answer["details"]["causes"][0]["reason"], "FieldValueInvalid")
        answer = self.refused(422, "Invalid", self.create, "Not_A_Name")
        self.assertEqual(answer["details"]["causes"][0]["field"], "metadata.name")

    def test_what_may_not_change_does_not(self):
        read = self.create("settings")
        read.metadata.resource_version = None
        read.metadata.uid = "00000000-0000-0000-0000-000000000000"
        self.refused(409, "Conflict", self.core.replace_namespaced_config_map, "settings", self.namespace, read)
        fixed = config_map("fixed")
        fixed.immutable = True
        self.core.create_namespaced_config_map(self.namespace, fixed)
        self.refused(
            422, "Invalid", self.core.patch_namespaced_config_map, "fixed", self.namespace, {"data": {"a": "b"}})

    def test_strangers_are_not_let_in(self):
        settings = client.Configuration.get_default_copy()
        settings.api_key = {"BearerToken": "Bearer wrong"}
        # It would read the kubeconfig again.
        settings.refresh_api_key_hook = None
        stranger = client.CoreV1Api(client.ApiClient(settings))
        self.refused(401, "Unauthorized", stranger.list_namespace)


class Watching(Automation):
    def events(self, count, **options):
        """The first events of a watch."""
        found = []
        watcher = watch.Watch()
        for event in watcher.stream(
            self.core.list_namespaced_config_map, self.namespace, label_selector="watched", timeout_seconds=30,
            **options):
            found.append(event)
            if len(found) == count:
                watcher.stop()
        return found

    def seen(self, events):
        return [(event["type"], event["object"].metadata.name) for event in events]

    def test_watches_tell_all_changes_and_go_on_from_anywhere(self):
        start = self.core.list_namespaced_config_map(self.namespace).metadata.resource_version
        self.create("a", watched="yes")
        self.create("b", watched="yes")
        self.core.patch_namespaced_config_map("a", self.namespace, {"data": {"colour": "red"}})
        # What stops to match is gone for who selects.
        self.core.patch_namespaced_config_map("b", self.namespace, {"metadata": {"labels": {"watched": None}}})
        self.core.delete_namespaced_config_map("a", self.namespace)
        events = self.events(5, resource_version=start)
        expected = [("ADDED", "a"), ("ADDED", "b"), ("MODIFIED", "a"), ("DELETED", "b"), ("DELETED", "a")]
        self.assertEqual(self.seen(events), expected)
        for index in range(4):
            version = events[index]["object"].metadata.resource_version
            self.assertEqual(self.seen(self.events(4 - index, resource_version=version)), expected[index + 1:])

    def test_a_watch_from_nowhere_begins_with_what_is_there(self):
        self.create("a", watched="yes")
        self.assertEqual(self.seen(self.events(1)), [("ADDED", "a")])

    def test_a_watch_ends_when_its_time_is_over(self):
        stream = watch.Watch().stream(
            self.core.list_namespaced_config_map, self.namespace, label_selector="watched", timeout_seconds=1)
        self.assertEqual(list(stream), [])


class TrafficKinds(Automation):
    def call(self, name, *arguments, version="v1", plural="virtualservices"):
        method = getattr(self.custom, f"{name}_namespaced_custom_object")
        return method(NETWORKING, version, self.namespace, plural, *arguments)

    def test_gateways_and_virtual_services_are_custom_objects(self):
        self.call("create", gateway("shop", "shop.example.com"), plural="gateways")
        made = self.call("create", virtual_service("shop", "shop.example.com"))
        self.assertEqual(made["metadata"]["generation"], 1)
        patched = self.call("patch", "shop", {"spec": {"hosts": ["other.example.com"]}})
        self.assertEqual(patched["spec"]["hosts"], ["other.example.com"])
        self.assertEqual(len(patched["spec"]["http"]), 1)
        self.assertEqual(patched["metadata"]["generation"], 2)
        listed = self.custom.list_cluster_custom_object(NETWORKING, "v1", "gateways")["items"]
        self.assertIn((self.namespace, "shop"), [(g["metadata"]["namespace"], g["metadata"]["name"]) for g in listed])
        self.call("delete", "shop")
        answer = self.refused(404, "NotFound", self.call, "get", "shop")
        self.assertEqual(answer["message"], f'virtualservices.{NETWORKING} "shop" not found')

    def test_all_versions_show_the_same_object(self):
        self.call("create", virtual_service("shop", "shop.example.com", version="v1alpha3"), version="v1alpha3")
        for version in ["v1", "v1beta1", "v1alpha3"]:
            read = self.call("get", "shop", version=version)
            self.assertEqual(read["apiVersion"], f"{NETWORKING}/{version}")
            self.assertEqual(read["spec"]["hosts"], ["shop.example.com"])

    def test_labels_select_them(self):
        for name in ["shop", "blog"]:
            self.call("create", virtual_service(name, f"{name}.example.com"))
        listed = self.custom.list_namespaced_custom_object(
            NETWORKING, "v1", self.namespace, "virtualservices", label_selector="app=blog")
        self.assertEqual([item["metadata"]["name"] for item in listed["items"]], ["blog"])

    def test_who_read_an_older_state_may_not_write(self):
        read = self.call("create", virtual_service("shop", "shop.example.com"))
        self.call("patch", "shop", {"spec": {"hosts": ["other.example.com"]}})
        self.refused(409, "Conflict", self.call, "replace", "shop", read)
        self.assertEqual(self.call("get", "shop")["spec"]["hosts"], ["other.example.com"])

    def test_fields_of_the_wrong_type_are_invalid(self):
        wrong = virtual_service("shop")
        wrong["spec"]["hosts"] = "shop.example.com"
        answer = self.refused(422, "Invalid", self.call, "create", wrong)
        self.assertEqual(answer["details"]["causes"][0]["field"], "spec.hosts")
        self.assertEqual(answer["details"]["kind"], "VirtualService")

    def test_watches_tell_their_changes(self):
        start = self.custom.list_namespaced_custom_object(NETWORKING, "v1", self.namespace, "virtualservices")
        self.call("create", virtual_service("shop", "shop.example.com"))
        self.call("patch", "shop", {"metadata": {"labels": {"app": "store"}}})
        self.call("delete", "shop")
        kinds = []
        watcher = watch.Watch()
        for event in watcher.stream(
            self.custom.list_namespaced_custom_object, NETWORKING, "v1", self.namespace, "virtualservices",
            resource_version=start["metadata"]["resourceVersion"], timeout_seconds=30):
            kinds.append(event["type"])
            if event["type"] == "DELETED":
                watcher.stop()
        # Where a gateway runs, it writes statuses meanwhile.
        self.assertEqual((kinds[0], kinds[-1]), ("ADDED", "DELETED"))
        self.assertEqual(set(kinds[1:-1]), {"MODIFIED"})

    def test_a_client_that_asks_what_is_served_finds_them(self):
        api = dynamic.DynamicClient(client.ApiClient())
        resource = api.resources.get(api_version=f"{NETWORKING}/v1", kind="VirtualService")
        self.assertTrue(resource.namespaced)
        manifest = virtual_service("shop", "shop.example.com")
        applied = resource.server_side_apply(
            body=manifest, name="shop", namespace=self.namespace, field_manager="automation")
        self.assertIn("automation", [entry["manager"] for entry in applied.metadata.managedFields])
        manifest["spec"]["hosts"] = ["thief.example.com"]
        with self.assertRaises(dynamic.exceptions.ConflictError):
            resource.server_side_apply(
                body=manifest, name="shop", namespace=self.namespace, field_manager="thief")
        self.assertEqual(resource.get(name="shop", namespace=self.namespace).spec.hosts, ["shop.example.com"])


class Leases(Automation):
    def test_a_lease_has_one_holder(self):
        leases = client.CoordinationV1Api()
        # Times of leases are to the microsecond.
        now = datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.timezone.utc)
        spec = client.V1LeaseSpec(
            holder_identity="one", lease_duration_seconds=15, acquire_time=now, renew_time=now, lease_transitions=0)
        made = leases.create_namespaced_lease(self.namespace, client.V1Lease(metadata=metadata("leader"), spec=spec))
        self.assertEqual(made.spec.renew_time, now)
        late = leases.read_namespaced_lease("leader", self.namespace)
        made.spec.renew_time = now + datetime.timedelta(seconds=5)
        renewed = leases.replace_namespaced_lease("leader", self.namespace, made)
        self.assertEqual(renewed.spec.renew_time - now, datetime.timedelta(seconds=5))
        late.spec.holder_identity = "two"
        self.refused(409, "Conflict", leases.replace_namespaced_lease, "leader", self.namespace, late)
        self.assertEqual(leases.read_namespaced_lease("leader", self.namespace).spec.holder_identity, "one")


class Server(Automation):
    def test_versions_and_groups_are_told(self):
        self.assertRegex(client.VersionApi().get_code().git_version, r"^v\d+\.\d+\.\d+")
        groups = {group.name: group for group in client.ApisApi().get_api_versions().groups}
        self.assertEqual(groups[NETWORKING].preferred_version.version, "v1")
        self.assertIn("coordination.k8s.io", groups)
        kinds = {resource.name: resource for resource in self.core.get_api_resources().resources}
        self.assertEqual(kinds["services"].short_names, ["svc"])
        self.assertIn("watch", kinds["configmaps"].verbs)


if __name__ == "__main__":
    unittest.main()
