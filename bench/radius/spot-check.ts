import { ATTRIBUTE, CODE, createRadiusClient } from '@altyn/radius'
import { accountOf, dotted } from './account.ts'
import { check } from './check.ts'
import { type Method, signInRequest } from './load/sign-in-deck.ts'
import type { Rival } from './rival.ts'

/** Signed answers with the right address to the right password, and a refusal to a wrong one. */
export async function spotCheck(rival: Rival, numbers: number[], secret: Buffer): Promise<void> {
  const client = createRadiusClient()
  const send = async (method: Method, n: number, wrongPassword?: string) => {
    const result = await client.send({
      host: '127.0.0.1',
      port: rival.authPort,
      request: signInRequest(method, n, secret, wrongPassword),
      // FreeRADIUS 3.2.1 does not sign its answers to requests that did not ask for it.
      requireMessageAuthenticator: rival.name === 'Altyn',
    })
    check(result.kind === 'reply', `${rival.name} did not answer: ${result.kind}`)
    return result.kind === 'reply' ? result.packet : undefined
  }
  for (const n of numbers) {
    for (const method of ['pap', 'chap'] as const) {
      const accept = await send(method, n)
      const address = accept?.readIpv4(ATTRIBUTE['Framed-IP-Address'])
      const limit = accept?.readString(ATTRIBUTE['Mikrotik-Rate-Limit'])
      const { login, address: expected } = accountOf(n)
      check(accept?.code === CODE['Access-Accept'], `${rival.name} refused ${login} by ${method}`)
      check(address === dotted(expected), `${rival.name} gave ${login} the address ${address}`)
      check(limit === '50000k/100000k', `${rival.name} gave ${login} the speed ${limit}`)
      const refusal = await send(method, n, 'no such password')
      check(
        refusal?.code === CODE['Access-Reject'],
        `${rival.name} let ${login} in by a wrong ${method}`,
      )
    }
  }
  await client.close()
}
