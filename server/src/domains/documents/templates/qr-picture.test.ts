import assert from 'node:assert/strict'
import { test } from 'node:test'
import QRCode from 'qrcode'
import { drawQr } from './qr-picture.ts'

test('the picture has exactly the dark modules of the code', () => {
  const name = 'ST00012|Name=ООО «Алтын Телеком»|PersonalAcc='
  const account = '40702810900000000001'
  const segments: QRCode.QRCodeSegment[] = [
    { data: Buffer.from(name), mode: 'byte' },
    { data: account, mode: 'numeric' },
  ]
  const { modules } = QRCode.create(segments, { errorCorrectionLevel: 'M', maskPattern: 2 })
  const drawn = new Uint8Array(modules.size * modules.size)
  const svg = drawQr(name + account)
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    const start = Number(y) * modules.size + Number(x)
    drawn.fill(1, start, start + Number(width))
  }
  assert.deepEqual(drawn, Uint8Array.from(modules.data))
  assert.match(svg, new RegExp(`viewBox="0 -0.5 ${modules.size} ${modules.size}"`))
})

test('the longest payment string still fits into a code', () => {
  assert.ok(drawQr('Ы'.repeat(600)).length > 0)
})
