import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collecting, ipfix, NOW_MS, netflow9 } from '../testing/datagrams.ts'
import { fieldsOf, optionsTemplate9, set, template, written } from '../testing/written.ts'

const HOUR_MS = 3_600_000
const FIELDS = fieldsOf('8/4 1/4')
const record = written('192.0.2.1', [70, 4])
const templateSet = (id: number) => set(0, template(id, FIELDS))

test('an exporter keeps no more templates than it may, and the others still can', () => {
  const { collector, receive } = collecting({
    limits: { templatesPerDomainMax: 3, templatesMax: 5 },
  })
  for (let id = 256; id < 266; id++) receive(netflow9({ sourceId: 1 }, templateSet(id)))
  assert.equal(collector.counters().templates, 3)
  assert.equal(collector.counters().dropped['too-many-templates'], 7)
  for (let id = 256; id < 266; id++) receive(netflow9({ sourceId: 2 }, templateSet(id)))
  assert.equal(collector.counters().templates, 5)
  // One that is known may still be changed.
  receive(netflow9({ sourceId: 1 }, set(0, template(256, fieldsOf('12/4 1/4')))))
  assert.equal(receive(netflow9({ sourceId: 1 }, set(256, record)))[0]?.destination, 0xc0000201)
})

test('a template of too many fields is refused', () => {
  const { collector, receive } = collecting({ limits: { fieldsPerTemplateMax: 4 } })
  receive(netflow9({}, set(0, template(256, fieldsOf('8/4 12/4 1/4 2/4 4/1')))))
  assert.equal(collector.counters().dropped['bad-template'], 1)
  assert.equal(collector.counters().templates, 0)
})

test('there are no more domains than there may be, of one exporter and of all', () => {
  const { collector, receive } = collecting({ limits: { domainsPerExporterMax: 4, domainsMax: 6 } })
  for (let sourceId = 0; sourceId < 10; sourceId++) receive(netflow9({ sourceId }))
  assert.equal(collector.counters().domains, 4)
  for (let host = 0; host < 10; host++) receive(netflow9({}), NOW_MS, `198.51.100.${host}`)
  assert.deepEqual([collector.counters().domains, collector.counters().exporters], [6, 3])
  assert.equal(collector.counters().dropped['too-many-domains'], 6 + 8)
})

test('what waits for a template is bounded, and what does not fit is counted', () => {
  const limits = { waitingOctetsPerDomainMax: 1000, waitingOctetsMax: 1500 }
  const { collector, receive } = collecting({ limits })
  for (let i = 0; i < 20; i++) receive(netflow9({ sequence: i, sourceId: 1 }, set(256, record)))
  const ofOne = collector.counters()
  assert.equal(ofOne.waitingSets + ofOne.dropped['waiting-full'], 20)
  assert.ok(ofOne.waitingOctets <= 1000 && ofOne.waitingSets === 7)
  for (let i = 0; i < 20; i++) receive(netflow9({ sequence: i, sourceId: 2 }, set(256, record)))
  assert.ok(collector.counters().waitingOctets <= 1500)
  assert.equal(receive(netflow9({ sourceId: 1, sequence: 20 }, templateSet(256))).length, 7)
  receive(netflow9({ sourceId: 2, sequence: 20 }, templateSet(256)))
  const { waitingSets, waitingOctets } = collector.counters()
  assert.deepEqual([waitingSets, waitingOctets], [0, 0])
})

test('what has waited too long is given up', () => {
  const { collector, receive } = collecting()
  receive(netflow9({ sequence: 1 }, set(256, record)))
  receive(netflow9({ sequence: 2, uptimeMs: 5_000_000 }, set(256, record)), NOW_MS + HOUR_MS / 3)
  receive(netflow9({ sequence: 3, uptimeMs: 6_000_000 }), NOW_MS + 0.6 * HOUR_MS)
  assert.equal(collector.counters().dropped['waiting-too-long'], 1)
  assert.equal(collector.counters().waitingSets, 1)
  const flows = receive(
    netflow9({ sequence: 4, uptimeMs: 6_000_000 }, templateSet(256)),
    NOW_MS + 0.6 * HOUR_MS,
  )
  assert.equal(flows.length, 1)
})

test('a template that nobody sends again runs out, a refreshed one does not', () => {
  const { receive, collector } = collecting({ limits: { templateMsMax: HOUR_MS } })
  const at = (hours: number) => NOW_MS + hours * HOUR_MS
  receive(ipfix({}, set(2, template(256, FIELDS), template(257, FIELDS))), at(0))
  receive(ipfix({}, set(2, template(256, FIELDS))), at(0.9))
  assert.equal(receive(ipfix({}, set(256, record)), at(1.5)).length, 1)
  assert.deepEqual(receive(ipfix({}, set(257, record)), at(1.5)), [])
  assert.equal(collector.counters().templates, 1)
})

test('an exporter that is silent for a day is forgotten with all it held', () => {
  // Templates and waiting sets would live on by their own limits.
  const { collector, receive } = collecting({
    limits: { templateMsMax: 100 * HOUR_MS, waitingMsMax: 100 * HOUR_MS },
  })
  receive(netflow9({}, templateSet(256), set(300, record)), NOW_MS, '198.51.100.1')
  receive(netflow9({}), NOW_MS + 25 * HOUR_MS)
  const { exporters, domains, templates, waitingSets, waitingOctets } = collector.counters()
  assert.deepEqual([exporters, domains, templates, waitingSets, waitingOctets], [1, 1, 0, 0, 0])
})

test('a clock that was put back does not keep what is old', () => {
  const { collector, receive } = collecting()
  receive(netflow9({}, templateSet(256)), NOW_MS)
  receive(netflow9({}), NOW_MS - 100 * HOUR_MS)
  assert.equal(receive(netflow9({}, set(256, record)), NOW_MS - 100 * HOUR_MS).length, 1)
  assert.equal(collector.counters().domains, 1)
})

test('no more samplers are remembered than may be', () => {
  const { receive } = collecting({ limits: { samplersPerDomainMax: 2 } })
  const rates = [1, 2, 3].map((id) => written([1, 4], [id, 4], [100 * id, 4]))
  receive(
    netflow9(
      {},
      set(1, optionsTemplate9(300, fieldsOf('1/4'), fieldsOf('48/4 50/4'))),
      set(300, ...rates),
    ),
  )
  const flows = receive(
    netflow9(
      {},
      set(0, template(256, fieldsOf('8/4 1/4 48/4'))),
      set(256, ...[1, 2, 3].map((id) => written('192.0.2.1', [1, 4], [id, 4]))),
    ),
  )
  assert.deepEqual(
    flows.map((flow) => flow.octets),
    [100n, 200n, 1n],
  )
})

test('who sends is shown with what was lost and what waits', () => {
  const { collector, receive } = collecting()
  receive(netflow9({ sequence: 1 }, templateSet(256), set(256, record, record)), NOW_MS)
  receive(netflow9({ sequence: 5 }, set(300, record)), NOW_MS + 1000)
  assert.deepEqual(collector.exporters(), [
    {
      exporter: '192.0.2.1',
      format: 'netflow9',
      observationDomain: 1,
      firstHeardMs: NOW_MS,
      lastHeardMs: NOW_MS + 1000,
      datagrams: 2,
      records: 2,
      lost: 3,
      late: 0,
      restarts: 0,
      templates: 1,
      waitingSets: 1,
    },
  ])
})
