import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHouse } from '../support/api.ts'
import { done } from '../support/devices.ts'
import { storekeeper, UNITS } from '../support/equipment.ts'
import { packWorkbook } from '../support/workbook.ts'

test('a file with faults is told row by row and takes nothing in; without them it takes all', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const keeper = storekeeper(call)
  const ont = await keeper.model({ kind: 'ont', name: 'HG8245', serialFormat: 'HWTC%%%%' })
  await keeper.model({ name: 'Archer C6', warrantyMonths: 12 })
  await keeper.take(ont.id, { serial: 'HWTC0001' })
  const send = (path: string, text: string) =>
    done(call('POST', `${UNITS}/${path}`, Buffer.from(text)))
  const faulty = [
    'Модель;Серийный номер;MAC;Гарантия;Примечание',
    'HG8245;HWTC0001;;;',
    'hg8245;HWTC0002;aa:bb;;',
    'HG8245;HWTC0003;;31.13.2027;',
    'HG8245;ZTEG0004;;;',
    'Archer;A5;;;',
    ';A6;;;',
    'Archer C6;A7;aa-bb-cc-00-00-07;;',
    'Archer C6;A8;AABB.CC00.0007;;',
  ].join('\n')
  const told = await send('import/preview', faulty)
  assert.deepEqual(
    (told.faults as { row: number; field: string; rule: string; value: string }[]).map(
      ({ row, field, rule, value }) => [row, field, rule, value],
    ),
    [
      [2, 'serial', 'taken', 'HWTC0001'],
      [3, 'mac', 'format', 'aa:bb'],
      [4, 'warrantyUntil', 'day', '31.13.2027'],
      [5, 'serial', 'format', 'ZTEG0004'],
      [6, 'model', 'unknown', 'archer'],
      [7, 'model', 'missing', ''],
      [9, 'mac', 'twice', 'aa:bb:cc:00:00:07'],
    ],
  )
  assert.equal((await send('import', faulty)).isDone, false)
  assert.equal((await keeper.list('')).length, 1, 'nothing was taken')

  const good = 'S/N,MAC address,Warranty\nHWTC0002,aa:bb:cc:00:00:02,2027-05-31\nHWTC0003,,\n'
  const taken = await send(`import?modelId=${ont.id}&place=${encodeURIComponent('Мира')}`, good)
  assert.deepEqual([taken.isDone, taken.unitsCount], [true, 2])
  assert.deepEqual(
    (await keeper.list('place=Мира')).map(({ serial, warrantyUntil }) => [serial, warrantyUntil]),
    [
      ['HWTC0003', null],
      ['HWTC0002', '2027-05-31'],
    ],
  )
  const again = await send(`import?modelId=${ont.id}`, good)
  assert.deepEqual([again.isDone, again.faultsCount], [false, 3], 'sent twice, taken once')
})

test('a workbook is read, its days as Excel counts them; a file without headings says so', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const keeper = storekeeper(call)
  await keeper.model({ kind: 'smart-card', name: 'Irdeto' })
  const words = ['Модель', 'Номер карты', 'Гарантия до', 'Irdeto', '0012']
  const rows = [
    '<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>',
    '<row r="2"><c t="s"><v>3</v></c><c t="s"><v>4</v></c><c><v>46538</v></c></row>',
  ].join('')
  const taken = await call('POST', `${UNITS}/import`, packWorkbook(rows, words))
  assert.deepEqual(
    [taken.status, taken.body.models],
    [200, [{ name: 'Irdeto', unitsCount: 1 }]],
    JSON.stringify(taken.body),
  )
  const [card] = await keeper.list('')
  assert.deepEqual([card?.serial, card?.warrantyUntil], ['0012', '2027-05-31'])
  const bare = await call('POST', `${UNITS}/import/preview`, Buffer.from('A1;B2\nA3;B4\n'))
  assert.deepEqual(bare.body.faults, [{ row: 1, field: 'file', rule: 'headings', value: '' }])
  const broken = await call('POST', `${UNITS}/import`, Buffer.from('PK\u0003\u0004 not a zip'))
  assert.equal(broken.body.code, 'network.unreadable-table')
})
