const CLASS = /^altyn:(\d{1,10}):(\d{1,10})$/

/** What the Access-Accept puts into Class, so that accounting names its account by itself. */
export function toClass(account: { accountId: number; contractId: number }): string {
  return `altyn:${account.accountId}:${account.contractId}`
}

/** The account of a Class that came back; undefined when it is not ours. */
export function fromClass(
  text: string | undefined,
): { accountId: number; contractId: number } | undefined {
  const [, accountId, contractId] = CLASS.exec(text ?? '') ?? []
  return accountId && contractId
    ? { accountId: Number(accountId), contractId: Number(contractId) }
    : undefined
}
