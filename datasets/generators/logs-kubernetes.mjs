// Cluster logs: events, a kubelet in klog format and an ingress controller, each with one failure among routine.
import { clock, pad, random } from './random.mjs'
import { probe, row } from './row.mjs'

const APPS = ['cart', 'catalogue', 'search', 'mailer', 'invoice', 'media', 'gateway', 'recs', 'sync-stock', 'reports']
const podName = (r, app) => `${app}-${r.from('bcdfghjklmnpqrstvwxz2456789', 9)}-${r.from('bcdfghjklmnpqrstvwxz2456789', 5)}`

/** `kubectl get events` as aligned columns. */
function events() {
	const r = random('logs-kubernetes/events')
	const pods = APPS.flatMap((app) => [podName(r, app), podName(r, app)])
	const lines = [`${pad('LAST SEEN', 12)}${pad('TYPE', 10)}${pad('REASON', 22)}${pad('OBJECT', 44)}MESSAGE`]
	const event = (seen, type, reason, object, message) => lines.push(`${pad(seen, 12)}${pad(type, 10)}${pad(reason, 22)}${pad(object, 44)}${message}`)
	for (let i = 0; i < 88; i++) {
		const pod = r.pick(pods)
		const app = pod.split('-').slice(0, -2).join('-')
		const seen = `${59 - Math.floor(i * 0.6)}m${r.chance(0.4) ? `${r.int(1, 59)}s` : ''}`
		const node = `node-${r.pick('abc')}${r.int(1, 4)}`
		const kind = r.weighted([['scheduled', 4], ['pulled', 4], ['started', 4], ['pulling', 2], ['scale', 2], ['probe', 2], ['killing', 2], ['cron', 2], ['volume', 1]])
		if (kind === 'scheduled') event(seen, 'Normal', 'Scheduled', `pod/${pod}`, `Successfully assigned shop/${pod} to ${node}`)
		if (kind === 'pulled') event(seen, 'Normal', 'Pulled', `pod/${pod}`, `Successfully pulled image "registry.shop.example/${app}:26.${r.int(10, 22)}.${r.int(0, 9)}" in ${r.int(300, 9800)}ms (${r.int(300, 9800)}ms including waiting). Image size: ${r.int(31, 412)}${r.int(100000, 999999)} bytes.`)
		if (kind === 'started') event(seen, 'Normal', 'Started', `pod/${pod}`, `Started container ${app}`)
		if (kind === 'pulling') event(seen, 'Normal', 'Pulling', `pod/${pod}`, `Pulling image "registry.shop.example/${app}:26.${r.int(10, 22)}.${r.int(0, 9)}"`)
		if (kind === 'scale') event(seen, 'Normal', 'SuccessfulRescale', `horizontalpodautoscaler/${app}`, `New size: ${r.int(2, 9)}; reason: cpu resource utilization (percentage of request) ${r.pick(['above', 'below'])} target`)
		if (kind === 'probe') event(seen, 'Warning', 'Unhealthy', `pod/${pod}`, `Readiness probe failed: Get "http://10.42.${r.int(0, 9)}.${r.int(2, 250)}:8080/ready": context deadline exceeded`)
		if (kind === 'killing') event(seen, 'Normal', 'Killing', `pod/${pod}`, `Stopping container ${app}`)
		if (kind === 'cron') event(seen, 'Normal', 'SawCompletedJob', 'cronjob/reports-hourly', `Saw completed job: reports-hourly-${29500000 + i * 60}, condition: Complete`)
		if (kind === 'volume') event(seen, 'Normal', 'SuccessfulAttachVolume', `pod/${pod}`, `AttachVolume.Attach succeeded for volume "pvc-${r.uuid()}"`)
		if (i === 52) event(seen, 'Warning', 'FailedScheduling', 'pod/media-7f6d8c9b54-qx2vz', '0/12 nodes are available: 3 node(s) had untolerated taint {gpu: reserved}, 9 Insufficient memory. preemption: 0/12 nodes are available.')
		if (i === 60) event(seen, 'Warning', 'BackOff', 'pod/invoice-66d4f8b9c5-h8kwl', 'Back-off restarting failed container invoice in pod invoice-66d4f8b9c5-h8kwl_shop(3f1d0c52-77aa-4a3e-9a55-0f3c1b9d2e11)')
		if (i === 61) event(seen, 'Warning', 'Failed', 'pod/invoice-66d4f8b9c5-h8kwl', 'Error: secret "invoice-smtp-v3" not found')
		if (i === 74) event(seen, 'Warning', 'NodeNotReady', 'node/node-b3', 'Node node-b3 status is now: NodeNotReady')
		if (i === 79) event(seen, 'Warning', 'Evicted', 'pod/recs-5c9c7d6f7b-2mt4x', 'The node was low on resource: ephemeral-storage. Threshold quantity: 8053063680, available: 7741252Ki.')
	}
	return row('logs-kubernetes', 'events', 'log', lines.join('\n'), [
		probe('Which secret is missing?', 'invoice-smtp-v3', 'Error: secret "invoice-smtp-v3" not found', 'error'),
		probe('Why can the media pod not be scheduled?', '9 Insufficient memory', '0/12 nodes are available: 3 node(s) had untolerated taint {gpu: reserved}, 9 Insufficient memory.', 'error'),
		probe('Which node became not ready?', 'node-b3', 'Node node-b3 status is now: NodeNotReady', 'error'),
		probe('Which pod was evicted, and for lack of what?', 'ephemeral-storage', ['pod/recs-5c9c7d6f7b-2mt4x', 'The node was low on resource: ephemeral-storage.'], 'error'),
		probe('Which pod restarts again and again?', 'invoice-66d4f8b9c5-h8kwl', 'Back-off restarting failed container invoice in pod invoice-66d4f8b9c5-h8kwl_shop', 'error'),
	])
}

/** A kubelet's journal in klog format; the disk behind one volume goes read-only. */
function kubelet() {
	const r = random('logs-kubernetes/kubelet')
	const time = clock('2026-02-11T06:02:13.417Z')
	const pods = APPS.map((app) => podName(r, app))
	const lines = []
	const log = (level, source, text) => {
		const at = time.after(r.skewed(2600))
		lines.push(`${level}${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 23)}${String(r.int(100, 999))}    1187 ${source}] ${text}`)
	}
	for (let i = 0; i < 120; i++) {
		const pod = r.pick(pods)
		const kind = r.weighted([['sync', 5], ['pleg', 5], ['probe', 2], ['gc', 1], ['token', 2], ['dns', 1], ['cgroup', 1]])
		if (kind === 'sync') log('I', `kubelet.go:${r.pick([2407, 2421, 2447])}`, `"SyncLoop UPDATE" source="api" pods=["shop/${pod}"]`)
		if (kind === 'pleg') log('I', 'kubelet.go:2453', `"SyncLoop (PLEG): event for pod" pod="shop/${pod}" event={"ID":"${r.uuid()}","Type":"${r.pick(['ContainerStarted', 'ContainerDied'])}","Data":"${r.hex(64)}"}`)
		if (kind === 'probe') log('I', 'prober.go:107', `"Probe failed" probeType="${r.pick(['Liveness', 'Readiness'])}" pod="shop/${pod}" containerName="${pod.split('-')[0]}" probeResult="failure" output="HTTP probe failed with statuscode: 503"`)
		if (kind === 'gc') log('I', 'image_gc_manager.go:321', `"Attempting to delete unused images"`)
		if (kind === 'token') log('I', 'reconciler_common.go:251', `"operationExecutor.MountVolume started for volume \\"kube-api-access-${r.from('bcdfghjklmnpqrstvwxz2456789', 5)}\\"" pod="shop/${pod}"`)
		if (kind === 'dns') log('W', 'dns.go:153', '"Nameserver limits exceeded" err="Nameserver limits were exceeded, some nameservers have been omitted"')
		if (kind === 'cgroup') log('I', 'pod_container_manager_linux.go:217', '"Failed to delete cgroup paths" cgroupName=["kubepods","burstable"] err="unable to destroy cgroup paths: timed out"')
		if (i === 66) log('E', 'nestedpendingoperations.go:348', 'Operation for "{volumeName:kubernetes.io/csi/block.example^vol-0c8e11d7aa94 podName: nodeName:}" failed. No retries permitted until 2026-02-11 06:07:19 (durationBeforeRetry 1m4s). Error: MountVolume.MountDevice failed: mount failed: exit status 32, read-only file system')
		if (i === 69) log('E', 'pod_workers.go:1301', '"Error syncing pod, skipping" err="unmounted volumes=[data], unattached volumes=[], failed to process volumes=[]: context deadline exceeded" pod="shop/search-0"')
		if (i === 92) log('W', 'eviction_manager.go:392', '"Threshold met" signal="nodefs.inodesFree" observed=48211 threshold=65536 minReclaim=0')
		if (i === 108) log('E', 'certificate_manager.go:562', 'Failed while requesting a signed certificate from the control plane: cannot create certificate signing request: Post "https://10.40.0.1:6443/apis/certificates": x509: certificate has expired or is not yet valid: current time 2026-02-11T06:07:02Z is after 2026-02-11T06:00:00Z')
	}
	return row('logs-kubernetes', 'kubelet', 'log', lines.join('\n'), [
		probe('Which volume cannot be mounted?', 'vol-0c8e11d7aa94', 'kubernetes.io/csi/block.example^vol-0c8e11d7aa94', 'error'),
		probe('Why does mounting the volume fail?', 'read-only file system', 'MountVolume.MountDevice failed: mount failed: exit status 32, read-only file system', 'error'),
		probe('Which pod cannot be synced?', 'shop/search-0', 'failed to process volumes=[]: context deadline exceeded" pod="shop/search-0"', 'error'),
		probe('How many inodes were free when the threshold was met?', '48211', 'signal="nodefs.inodesFree" observed=48211 threshold=65536', 'error'),
		probe('After which time is the certificate no longer valid?', '2026-02-11T06:00:00Z', 'current time 2026-02-11T06:07:02Z is after 2026-02-11T06:00:00Z', 'error'),
	])
}

/** `kubectl get pods -A -o wide` twice, before and after, as an operator pastes them. */
function podTables() {
	const r = random('logs-kubernetes/pods')
	const spaces = ['kube-system', 'shop', 'shop', 'shop', 'monitoring', 'ingress', 'batch']
	const pods = Array.from({ length: 44 }, (_, i) => {
		const app = r.pick(i % 5 === 0 ? ['coredns', 'node-exporter', 'csi-node', 'log-agent'] : APPS)
		return { space: r.pick(spaces), name: podName(r, app), restarts: r.chance(0.2) ? r.int(1, 6) : 0, age: `${r.int(1, 61)}d`, ip: `10.42.${r.int(0, 9)}.${r.int(2, 250)}`, node: `node-${r.pick('abc')}${r.int(1, 4)}` }
	})
	const head = `${pad('NAMESPACE', 13)}${pad('NAME', 34)}${pad('READY', 8)}${pad('STATUS', 20)}${pad('RESTARTS', 18)}${pad('AGE', 7)}${pad('IP', 15)}NODE`
	const table = (broken) => [head, ...pods.map((pod, i) => {
		const state = broken[i] ?? { ready: '1/1', status: 'Running', restarts: pod.restarts ? `${pod.restarts} (${(pod.restarts * 3) % 20 + 1}d ago)` : '0' }
		return `${pad(pod.space, 13)}${pad(pod.name, 34)}${pad(state.ready, 8)}${pad(state.status, 20)}${pad(state.restarts, 18)}${pad(pod.age, 7)}${pad(state.ip ?? pod.ip, 15)}${pod.node}`
	})].join('\n')
	const before = table({ 11: { ready: '0/1', status: 'CrashLoopBackOff', restarts: '147 (2m8s ago)' }, 26: { ready: '0/1', status: 'ImagePullBackOff', restarts: '0', ip: '<none>' }, 35: { ready: '1/2', status: 'Terminating', restarts: '0' } })
	const after = table({ 26: { ready: '0/1', status: 'ErrImagePull', restarts: '0', ip: '<none>' } })
	const text = `$ kubectl get pods -A -o wide\n${before}\n\n$ kubectl -n ${pods[11].space} delete pod ${pods[11].name}\npod "${pods[11].name}" deleted\n\n$ kubectl get pods -A -o wide\n${after}`
	return row('logs-kubernetes', 'pods', 'log', text, [
		probe('Which pod was in CrashLoopBackOff?', pods[11].name, [`${pad(pods[11].name, 34)}0/1     CrashLoopBackOff`], 'error'),
		probe('How often had the crashing pod restarted?', '147', '147 (2m8s ago)', 'error'),
		probe('Which pod was being terminated with one of two containers ready?', pods[35].name, [`${pad(pods[35].name, 34)}1/2     Terminating`], 'error'),
		probe('Which pod still cannot pull its image after the deletion?', pods[26].name, [`${pad(pods[26].name, 34)}0/1     ErrImagePull`], 'error'),
		probe(`On which node does ${pods[20].name} run?`, pods[20].node, before.split('\n')[21], 'needle'),
	])
}

export const logsKubernetes = () => [events(), kubelet(), podTables()]
