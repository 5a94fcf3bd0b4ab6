import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import type { SecretBox } from '#platform/secret-box'
import { type AgentRow, updateAgent } from './nas.store.ts'
import { getAgent } from './register-nas.ts'

const END = '-----END CERTIFICATE-----'

type CertificateForm = {
  id: number
  version: number
  certificate: string
  key: string
  passphrase: string
}

/** Gives an agent a certificate with its key. Both are read first: what peers could not use is refused. */
export async function putCertificate(
  ctx: Context,
  box: SecretBox,
  { id, version, ...form }: CertificateForm,
): Promise<AgentRow> {
  const agent = await getAgent(ctx, id)
  if (agent.kind !== 'radius-internet') {
    throw new Refusal('network.agent-without-certificate', { name: agent.name })
  }
  const certificate = readCertificate(form.certificate)
  const key = readKey(form)
  if (!certificate.checkPrivateKey(key)) throw refuseField('network.key-of-another', 'key')
  const now = ctx.now().epochMilliseconds
  if (certificate.validToDate.getTime() <= now) {
    throw refuseField('network.certificate-expired', 'certificate', { until: certificate.validTo })
  }
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const change = { certificate: form.certificate, key_sealed: box.seal(pem) }
  if (!(await updateAgent(ctx, id, version, change))) throw new Refusal('platform.version-mismatch')
  await tell(ctx, 'network.nas-changed', {})
  return getAgent(ctx, id)
}

/** Every certificate of the chain has to be one; the first is the server's own. */
function readCertificate(pem: string): X509Certificate {
  const parts = pem.split(END).map((part) => part.trim())
  try {
    const chain = parts
      .filter((part) => part !== '')
      .map((part) => new X509Certificate(`${part}\n${END}`))
    const [own] = chain
    if (own) return own
  } catch {
    // The refusal below says it in words.
  }
  throw refuseField('network.not-a-certificate', 'certificate')
}

function readKey({ key, passphrase }: Pick<CertificateForm, 'key' | 'passphrase'>): KeyObject {
  try {
    return createPrivateKey({ key, passphrase: passphrase || undefined })
  } catch {
    throw refuseField(passphrase ? 'network.passphrase-wrong' : 'network.not-a-key', 'key')
  }
}
