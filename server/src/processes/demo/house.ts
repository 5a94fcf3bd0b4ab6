import type { Context } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import { createService, createTariff, PLAIN_TERMS } from '../../domains/catalogue/index.ts'
import { addSegment, listAgents, PLAIN_SEGMENT, registerNas } from '../../domains/network/index.ts'
import { changeOperator, getDefaultOperator } from '../../domains/settings/index.ts'

export const NAS_SECRET = 'demo-nas-secret'
export const DEMO_NAS = [
  { name: 'BRAS-1 Центр', address: '127.0.0.2', dialect: 'mikrotik', daePort: 23799 },
  { name: 'BRAS-2 Север', address: '127.0.0.3', dialect: 'accel-ppp', daePort: 23799 },
  { name: 'BRAS-3 Бизнес', address: '127.0.0.4', dialect: 'cisco', daePort: 23799 },
] as const

type Offer = [name: string, rub: number, downMbit: number, upMbit: number]
const MONTHLY: Offer[] = [
  ['Старт 50', 390, 50, 50],
  ['Интернет 100', 600, 100, 100],
  ['Интернет 200', 750, 200, 200],
  ['Интернет 300', 900, 300, 300],
  ['Гигабит', 1290, 1000, 500],
  ['Социальный', 150, 10, 10],
]
const DAILY: Offer[] = [
  ['Дачный посуточно', 25, 50, 20],
  ['Свободный посуточно', 35, 100, 50],
]
const IN_PARTS: Offer[] = [
  ['Семейный по дням', 690, 150, 100],
  ['Частный дом по дням', 850, 100, 50],
]
const BUSINESS: Offer[] = [
  ['Бизнес 100', 2400, 100, 100],
  ['Бизнес 300', 4900, 300, 300],
]

/** What is sold beside the tariffs: [kind, name, roubles]. */
const SERVICES = [
  ['monthly', 'Постоянный IP-адрес', 150],
  ['monthly', 'Аренда роутера', 100],
  ['monthly-by-days', 'Антивирус', 120],
  ['one-off', 'Роутер Wi-Fi 6', 4_200],
] as const

export type DemoHouse = {
  agentId: number
  home: number[]
  business: number[]
  /** Services that go on from month to month. */
  recurring: number[]
  router: number
}

/** The operator, its tariffs, its access servers and addresses. */
export async function buildHouse(ctx: Context, box: SecretBox): Promise<DemoHouse> {
  await nameOperator(ctx)
  const [agent] = await listAgents(ctx)
  const agentId = agent?.id ?? 1
  for (const { name, address, dialect, daePort } of DEMO_NAS) {
    await registerNas(ctx, {
      agent_id: agentId,
      name,
      address,
      dialect,
      secret_sealed: box.seal(NAS_SECRET),
      dae_port: daePort,
      requires_message_authenticator: true,
    })
  }
  await cutNetworks(ctx, agentId)
  const home = [
    ...(await publish(ctx, MONTHLY, { feePeriod: 'month', feeCharged: 'in-advance' })),
    ...(await publish(ctx, DAILY, { feePeriod: 'day', feeCharged: 'daily-parts' })),
    ...(await publish(ctx, IN_PARTS, { feePeriod: 'month', feeCharged: 'daily-parts' })),
  ]
  const business = await publish(ctx, BUSINESS, {
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'after-debt',
  })
  const [address = 0, rent = 0, antivirus = 0, router = 0] = await sell(ctx)
  return { agentId, home, business, recurring: [address, rent, antivirus], router }
}

async function sell(ctx: Context): Promise<number[]> {
  const ids: number[] = []
  for (const [kind, name, roubles] of SERVICES) {
    const { id } = await createService(ctx, {
      kind,
      name,
      serviceClass: 'periodic',
      from: Temporal.PlainDate.from('2020-01-01'),
      priceMinor: BigInt(roubles) * 100n,
      activationMinor: 0n,
      firstPeriod: 'by-days',
      lastPeriod: 'by-days',
      promoDays: 0,
      promoPriceMinor: 0n,
      termMonthsMin: 0,
      exitFeeMinor: 0n,
      blockFees: { money: 0n, staff: 0n, 'own-wish': 0n },
      quantityDiscounts: [],
      turbo: null,
      quantityMax: 1,
      discountScope: 'account',
      members: [],
      externalId: '',
    })
    ids.push(id)
  }
  return ids
}

async function publish(
  ctx: Context,
  offers: Offer[],
  terms: {
    feePeriod: 'month' | 'day'
    feeCharged: 'in-advance' | 'daily-parts'
    blockPolicy?: 'after-debt'
  },
): Promise<number[]> {
  const ids: number[] = []
  for (const [name, roubles, downMbit, upMbit] of offers) {
    const tariff = await createTariff(ctx, {
      ...PLAIN_TERMS,
      blockPolicy: 'before-charge',
      ...terms,
      name,
      family: 'internet-flat',
      serviceClass: 'internet',
      from: Temporal.PlainDate.from('2020-01-01'),
      feeMinor: BigInt(roubles) * 100n,
      speedDownKbps: downMbit * 1000,
      speedUpKbps: upMbit * 1000,
    })
    ids.push(tariff.id)
  }
  return ids
}

async function cutNetworks(ctx: Context, agentId: number): Promise<void> {
  const plain = { ...PLAIN_SEGMENT, agentId }
  const own = { ...plain, isDynamic: false }
  const segments = [
    { ...own, name: 'Абоненты', network: '100.64.0.0/20', isContainer: true },
    { ...plain, name: 'PPPoE, пул 1', network: '100.64.0.0/21' },
    { ...plain, name: 'PPPoE, пул 2', network: '100.64.8.0/22' },
    {
      ...own,
      name: 'Постоянные адреса',
      network: '100.64.12.0/24',
      gateway: '100.64.12.1',
      vlanOuter: 120,
    },
    {
      ...own,
      name: 'Коммутаторы',
      network: '10.255.0.0/24',
      purpose: 'devices' as const,
      gateway: '10.255.0.1',
      vlanOuter: 10,
    },
  ]
  for (const segment of segments) await addSegment(ctx, segment)
}

async function nameOperator(ctx: Context): Promise<void> {
  const { id, version } = await getDefaultOperator(ctx)
  const requisites = {
    fullName: 'ООО «Алтын Телеком»',
    inn: '7707083893',
    kpp: '770701001',
    ogrn: '1027700132195',
    address: '614000, г. Пермь, ул. Ленина, д. 1',
    phone: '+73420000000',
    email: 'office@example.ru',
    bankName: 'ПАО Сбербанк',
    bic: '044525225',
    bankAccount: '40702810200000012345',
    correspondentAccount: '30101810400000000225',
    director: 'Петров П. П.',
    accountant: 'Сидорова А. А.',
  }
  await changeOperator(ctx, { id, version, change: { name: 'Алтын Телеком', requisites } })
}
