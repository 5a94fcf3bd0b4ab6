// Generated from the migrated database by `npm run database-types`. Do not edit.
import type { Generated } from 'kysely'

export type Database = {
  'access.applied_states': {
    account_id: number
    state: string
    applied_at: Temporal.Instant
  }
  'access.commands': {
    id: Generated<bigint>
    kind: 'disconnect' | 'change-speed' | 'probe' | 'start-service' | 'end-service'
    session_id: bigint
    nas_id: number
    account_id: number | null
    contract_id: number | null
    acct_session_id: string
    login: string
    reason: string
    asked_at: Temporal.Instant
    asked_by: string
    attempts: Generated<number>
    outcome:
      | 'acknowledged'
      | 'refused'
      | 'no-answer'
      | 'no-address'
      | 'ignored'
      | 'called-off'
      | null
    error_cause: number | null
    answered_at: Temporal.Instant | null
    speed_down_kbps: number | null
    speed_up_kbps: number | null
    followed_by: bigint | null
    session_service_id: number | null
    service_name: string | null
  }
  'access.emergencies': {
    id: Generated<number>
    valid: string
    reason: string
    author: string
    ended_by: string | null
    settled_at: Temporal.Instant | null
  }
  'access.leniencies': {
    emergency_id: number
    account_id: number
    contract_id: number
    first_at: Temporal.Instant
    last_at: Temporal.Instant
    times: number
  }
  'access.rejections': {
    id: Generated<bigint>
    at: Temporal.Instant
    nas_id: number | null
    login: string
    account_id: number | null
    contract_id: number | null
    reason: string
    calling_station: Generated<string>
    details: Generated<unknown>
    line: Generated<string>
    expected_line: Generated<string>
  }
  'accounts.accounts': {
    id: Generated<number>
    contract_id: number
    agent_id: number
    login: string
    password_sealed: Buffer
    sessions_max: Generated<number>
    address_source: Generated<'pool' | 'static' | 'nas'>
    note: Generated<string>
    opened_at: Temporal.Instant
    closed_at: Temporal.Instant | null
    version: Generated<number>
    interface_id: string | null
  }
  'accounts.addresses': {
    id: Generated<number>
    account_id: number
    address: string
    valid: string
    author: string
  }
  'accounts.blocks': {
    id: Generated<number>
    account_id: number
    kind: 'money' | 'staff' | 'own-wish' | 'off'
    valid: string
    reason: Generated<string>
    author: string
    lift_reason: string | null
    lifted_by: string | null
    details: Generated<unknown>
  }
  'accounts.group_members': {
    group_id: number
    account_id: number
    author: string
    added_at: Temporal.Instant
  }
  'accounts.groups': {
    id: Generated<number>
    name: string
    note: Generated<string>
    created_at: Temporal.Instant
    archived_at: Temporal.Instant | null
    version: Generated<number>
  }
  'accounts.networks': {
    id: Generated<number>
    account_id: number
    kind: 'route' | 'link' | 'delegated'
    network: string
    valid: string
    author: string
  }
  'accounts.numbers': {
    id: Generated<number>
    account_id: number
    numbers: string
    valid: string
    author: string
    given_at: Temporal.Instant
  }
  'accounts.personal_terms': {
    id: Generated<number>
    account_id: number
    assigned_service_id: number | null
    kind: 'own-price' | 'coefficient' | 'percent' | 'absolute'
    amount: bigint
    valid: string
    priority: Generated<number>
    is_stacking: Generated<boolean>
    title: Generated<string>
    source: Generated<string>
    author: string
    agreed_at: Temporal.Instant
    ended_by: string | null
    cancelled_at: Temporal.Instant | null
    cancelled_by: string | null
  }
  'accounts.planned_actions': {
    id: Generated<number>
    account_id: number | null
    group_id: number | null
    kind: 'block' | 'unblock' | 'tariff' | 'service-on' | 'service-off'
    due_at: Temporal.Instant
    details: Generated<unknown>
    reason: Generated<string>
    state: Generated<'planned' | 'done' | 'failed' | 'cancelled'>
    outcome: unknown | null
    pair_id: number | null
    author: string
    planned_at: Temporal.Instant
    settled_at: Temporal.Instant | null
    settled_by: string | null
    last_account_id: Generated<number>
  }
  'accounts.services': {
    id: Generated<number>
    account_id: number
    service_id: number
    quantity: number
    valid: string
    first_payment_minor: bigint | null
    instalments: number | null
    repaid_on: Temporal.PlainDate | null
    comment: Generated<string>
    author: string
    assigned_at: Temporal.Instant
    cancelled_at: Temporal.Instant | null
    cancelled_by: string | null
    ended_by: string | null
    version: Generated<number>
    boosted: string | null
    boost_down_kbps: number | null
    boost_up_kbps: number | null
  }
  'accounts.stations': {
    id: Generated<number>
    account_id: number
    agent_id: number
    mac: string
    valid: string
    source: 'staff' | 'learned'
    author: string
  }
  'accounts.tariff_assignments': {
    account_id: number
    tariff_id: number
    valid: string
    author: string
    assigned_at: Temporal.Instant
  }
  'blocking.pause_templates': {
    id: Generated<number>
    name: string
    days_min: number
    days_max: number
    uses_per_year: number | null
    notice_days: Generated<number>
    contract_days_min: Generated<number>
    needs_no_debt: Generated<boolean>
    archived_at: Temporal.Instant | null
    created_at: Temporal.Instant
    version: Generated<number>
  }
  'catalogue.calendar_days': {
    calendar_id: number
    day: Temporal.PlainDate
    kind: 'holiday' | 'working'
    works_as: number | null
    name: Generated<string>
  }
  'catalogue.calendars': {
    id: Generated<number>
    name: string
    is_main: Generated<boolean>
    created_at: Generated<Temporal.Instant>
    version: Generated<number>
  }
  'catalogue.price_list_differences': {
    stage_id: number
    prefix: string
    band: string
    kind: 'up' | 'down' | 'new' | 'vanish' | 'other'
    name: string
    old_price_rate: bigint | null
    new_price_rate: bigint | null
    old_call_price_rate: bigint | null
    new_call_price_rate: bigint | null
    size_rate: bigint
  }
  'catalogue.price_list_headings': {
    heading: string
    field: string
    used_at: Temporal.Instant
  }
  'catalogue.price_list_rows': {
    stage_id: number
    prefix: string
    band: Generated<string>
    row_number: number
    name: string
    class: string
    price_rate: bigint
    call_price_rate: bigint
    step_seconds: number | null
    free_seconds: number | null
    minimum_seconds: number | null
  }
  'catalogue.price_list_stage_faults': {
    stage_id: number
    ordinal: number
    row_number: number
    field: string
    rule: string
    value: string
    other_row_number: number | null
  }
  'catalogue.price_list_stage_parts': {
    stage_id: number
    number: number
    content: Buffer
  }
  'catalogue.price_list_stages': {
    id: Generated<number>
    price_list_id: number
    state:
      | 'receiving'
      | 'received'
      | 'reading'
      | 'faulty'
      | 'ready'
      | 'applied'
      | 'cancelled'
      | 'failed'
    file_name: string
    file_bytes: bigint
    mapping: unknown | null
    attempt: Generated<number>
    bytes_read: Generated<bigint>
    rows_read: Generated<number>
    rows_good: Generated<number>
    faults_count: Generated<number>
    base_number: number | null
    created_at: Temporal.Instant
    created_by: string
    updated_at: Temporal.Instant
    finished_at: Temporal.Instant | null
  }
  'catalogue.price_list_versions': {
    price_list_id: number
    number: number
    valid: string
    stage_id: number
    rows_count: number
    restores: number | null
    published_at: Temporal.Instant
    published_by: string
  }
  'catalogue.price_lists': {
    id: Generated<number>
    name: string
    currency: Generated<string>
    number_kind: Generated<string>
    archived_at: Temporal.Instant | null
    created_at: Generated<Temporal.Instant>
    version: Generated<number>
  }
  'catalogue.promotions': {
    id: Generated<number>
    name: string
    valid: string
    tariff_ids: Generated<number[]>
    connected: string | null
    promo_code: Generated<string>
    discount_basis_points: Generated<number>
    discount_months: number | null
    gift_service_id: number | null
    gift_months: number | null
    bonus_minor: Generated<bigint>
    priority: Generated<number>
    is_stacking: Generated<boolean>
    archived_at: Temporal.Instant | null
    created_at: Temporal.Instant
    version: Generated<number>
    account_group_ids: Generated<number[]>
    contract_group_ids: Generated<number[]>
    addresses: Generated<unknown>
  }
  'catalogue.service_classes': {
    id: Generated<number>
    code: string
    name_ru: string
    name_en: string
    invoice_line: string
    unit_code: Generated<string>
    vat: Generated<'standard' | 'none'>
    families: Generated<string[]>
    payment_subject: Generated<number>
    archived_at: Temporal.Instant | null
    version: Generated<number>
  }
  'catalogue.service_versions': {
    service_id: number
    number: number
    valid: string
    price_minor: bigint
    activation_minor: Generated<bigint>
    first_period: Generated<'by-days' | 'full' | 'none'>
    last_period: Generated<'by-days' | 'full' | 'none'>
    promo_days: Generated<number>
    promo_price_minor: Generated<bigint>
    term_months_min: Generated<number>
    exit_fee_minor: Generated<bigint>
    money_block_fee_minor: Generated<bigint>
    staff_block_fee_minor: Generated<bigint>
    own_wish_block_fee_minor: Generated<bigint>
    quantity_discounts: Generated<unknown>
    published_at: Temporal.Instant
    published_by: string
    turbo: unknown | null
  }
  'catalogue.services': {
    id: Generated<number>
    name: string
    service_class_id: number
    kind: 'one-off' | 'monthly' | 'monthly-by-days' | 'daily'
    currency: Generated<string>
    quantity_max: Generated<number>
    discount_scope: Generated<'account' | 'contract'>
    members: Generated<unknown>
    external_id: Generated<string>
    is_hidden: Generated<boolean>
    archived_at: Temporal.Instant | null
    created_at: Generated<Temporal.Instant>
    version: Generated<number>
  }
  'catalogue.tariff_versions': {
    tariff_id: number
    number: number
    valid: string
    fee_minor: bigint
    fee_period: 'month' | 'day'
    fee_charged: 'in-advance' | 'at-end' | 'daily-parts'
    block_policy: 'none' | 'after-debt' | 'before-charge'
    speed_down_kbps: number
    speed_up_kbps: number
    published_at: Temporal.Instant
    published_by: string
    audience: Generated<'everybody' | 'new-accounts'>
    fee_anchor: Generated<'calendar' | 'connection'>
    first_period: Generated<'by-days' | 'full' | 'none'>
    last_period: Generated<'by-days' | 'full' | 'none'>
    money_block_fee_minor: Generated<bigint>
    staff_block_fee_minor: Generated<bigint>
    own_wish_block_fee_minor: Generated<bigint>
    block_fee_days_max: number | null
    coefficient_min: Generated<number>
    coefficient_max: Generated<number>
    speed_rules: Generated<unknown>
    usage_terms: unknown | null
  }
  'catalogue.tariffs': {
    id: Generated<number>
    name: string
    service_class_id: number
    currency: Generated<string>
    is_hidden: Generated<boolean>
    archived_at: Temporal.Instant | null
    created_at: Generated<Temporal.Instant>
    version: Generated<number>
    family: Generated<
      'internet-flat' | 'internet-volume' | 'internet-time' | 'telephony' | 'services'
    >
  }
  'catalogue.time_bands': {
    id: Generated<number>
    code: string
    name_ru: string
    name_en: string
    position: number
    intervals: Generated<unknown>
    archived_at: Temporal.Instant | null
    version: Generated<number>
  }
  'catalogue.traffic_categories': {
    id: Generated<number>
    code: string
    name_ru: string
    name_en: string
    archived_at: Temporal.Instant | null
    version: Generated<number>
  }
  'catalogue.traffic_category_versions': {
    category_id: number
    number: number
    valid: string
    networks: string[]
    published_at: Temporal.Instant
    published_by: string
  }
  'charging.dues': {
    account_id: number
    component: string
    period_start: Temporal.PlainDate
    contract_id: number
    charged_minor: bigint
    revision: number
    service_class: Generated<string>
    title: Generated<string>
  }
  'charging.promotion_uses': {
    promotion_id: number
    account_id: number
    contract_id: number
    used_at: Temporal.Instant
    author: string
  }
  'charging.run_differences': {
    run_id: number
    account_id: number
    component: string
    period_start: Temporal.PlainDate
    contract_id: number
    title: string
    before_minor: bigint
    due_minor: bigint
    explanation: unknown
  }
  'charging.run_failures': {
    run_id: number
    contract_id: number
    message: string
  }
  'charging.run_lanes': {
    run_id: number
    lane: number
    lanes: number
    last_contract_id: Generated<number>
    is_done: Generated<boolean>
  }
  'charging.runs': {
    id: Generated<number>
    day: Temporal.PlainDate
    state: 'running' | 'done' | 'failed' | 'cancelled'
    started_at: Temporal.Instant
    updated_at: Temporal.Instant
    finished_at: Temporal.Instant | null
    started_by: string
    contracts_total: Generated<number>
    contracts_done: Generated<number>
    postings_count: Generated<number>
    charged_minor: Generated<bigint>
    kind: Generated<'recurring' | 'recalculation' | 'preview'>
    first_month: Temporal.PlainDate | null
    last_month: Temporal.PlainDate | null
    scope: Generated<unknown>
    reason: Generated<string>
  }
  'documents.counters': {
    operator_id: number
    kind: string
    year: number
    last_number: number
  }
  'documents.documents': {
    id: Generated<number>
    kind: string
    operator_id: number
    contract_id: number
    year: number
    sequence_number: number
    number: string
    issued_on: Temporal.PlainDate
    period: string
    total_minor: bigint
    vat_minor: bigint
    payable_minor: bigint
    sheet: unknown
    issued_at: Temporal.Instant
    author: string
    author_name: string
    cancelled_at: Temporal.Instant | null
    cancelled_by: string | null
    cancel_reason: string | null
  }
  'ledger.books': {
    id: Generated<number>
    code: string
    kind:
      | 'wallet'
      | 'revenue'
      | 'cash'
      | 'bank'
      | 'adjustment'
      | 'transfers'
      | 'write-offs'
      | 'bonuses'
    contract_id: number | null
  }
  'ledger.posting_keys': {
    key: string
    posting_id: bigint
    day: Temporal.PlainDate
  }
  'ledger.postings': {
    id: Generated<bigint>
    day: Temporal.PlainDate
    posted_at: Temporal.Instant
    kind: 'charge' | 'payment' | 'reversal' | 'adjustment' | 'transfer' | 'write-off' | 'bonus'
    from_book: number
    to_book: number
    amount_minor: bigint
    contract_id: number
    account_id: number | null
    key: string
    period: string | null
    reverses: string | null
    title: string
    explanation: Generated<unknown>
    actor: string
  }
  'ledger.wallets': {
    contract_id: number
    book_id: number
    balance_minor: Generated<bigint>
  }
  'network.agent_states': {
    agent_id: number
    instance: string
    at: Temporal.Instant
    counters: unknown
  }
  'network.agents': {
    id: Generated<number>
    kind: 'radius-internet' | 'calls' | 'flows' | 'dhcp'
    name: string
    dead_session_seconds: Generated<number>
    session_seconds_max: Generated<number>
    interim_seconds: Generated<number>
    version: Generated<number>
    call_format: unknown | null
    radius: unknown | null
    certificate: string | null
    key_sealed: Buffer | null
    flows: unknown | null
    stopped_at: Temporal.Instant | null
    stopped_by: string | null
    dhcp: unknown | null
    dhcp_key_hash: Buffer | null
  }
  'network.attribute_rows': {
    id: Generated<number>
    packet: 'accept' | 'reject' | 'coa'
    attribute: string | null
    own_attribute_id: number | null
    tag: Generated<number>
    value: string
    agent_id: number | null
    nas_id: number | null
    account_group_id: number | null
    tariff_id: number | null
    account_id: number | null
    speed_down_kbps: number | null
    is_enabled: Generated<boolean>
    note: Generated<string>
    author: string
    changed_at: Temporal.Instant
    version: Generated<number>
    is_for_guests: Generated<boolean>
    device_group_id: number | null
    category: string | null
  }
  'network.barred_stations': {
    id: Generated<number>
    station: string
    nas_id: number | null
    agent_id: number | null
    account_id: number | null
    account_group_id: number | null
    tariff_id: number | null
    note: Generated<string>
    barred_at: Temporal.Instant
    barred_by: string
    ended_at: Temporal.Instant | null
    ended_by: string | null
  }
  'network.claims': {
    span: string
    holder: number
    kind: 'fixed' | 'lease' | 'reserved' | 'gateway' | 'network'
  }
  'network.device_group_members': {
    group_id: number
    device_id: number
  }
  'network.device_groups': {
    id: Generated<number>
    name: string
    note: Generated<string>
    version: Generated<number>
  }
  'network.device_keys': {
    device_id: number
    kind: 'ssh' | 'https'
    trusted: string | null
    trusted_at: Temporal.Instant | null
    trusted_by: Generated<string>
    offered: string | null
    offered_at: Temporal.Instant | null
  }
  'network.device_login_places': {
    id: Generated<number>
    login_id: number
    template_id: number | null
    group_id: number | null
    device_id: number | null
  }
  'network.device_logins': {
    id: Generated<number>
    name: string
    login: Generated<string>
    password_sealed: Buffer | null
    key_sealed: Buffer | null
    passphrase_sealed: Buffer | null
    enable_password_sealed: Buffer | null
    token_sealed: Buffer | null
    ssh_port: Generated<number>
    telnet_port: Generated<number>
    http_port: Generated<number>
    is_https: Generated<boolean>
    trusts_first_key: Generated<boolean>
    allows_old_algorithms: Generated<boolean>
    note: Generated<string>
    version: Generated<number>
  }
  'network.device_options': {
    id: Generated<number>
    name: string
    kind: 'text' | 'number' | 'mac'
    is_unique: Generated<boolean>
    for_kinds: string[]
    note: Generated<string>
    version: Generated<number>
  }
  'network.device_polling': {
    device_id: number
    source: Generated<'template' | 'own' | 'off'>
    snmp_version: Generated<'v1' | 'v2c' | 'v3'>
    snmp_user: Generated<string>
    snmp_secret_sealed: Buffer | null
    snmp_privacy_sealed: Buffer | null
    snmp_auth: Generated<'none' | 'md5' | 'sha' | 'sha224' | 'sha256' | 'sha384' | 'sha512'>
    snmp_cipher: Generated<'none' | 'aes' | 'aes256b' | 'aes256r'>
    snmp_port: Generated<number>
    snmp_timeout_ms: Generated<number>
    snmp_retries: Generated<number>
    poll_seconds: Generated<number>
    version: Generated<number>
  }
  'network.device_ports': {
    id: Generated<number>
    device_id: number
    position: number
    name: string
    medium: 'copper' | 'fibre' | 'pon' | 'radio' | 'other'
    speed_mbps: Generated<number>
    is_enabled: Generated<boolean>
    is_shared: Generated<boolean>
    client_outer_vlan: number | null
    client_inner_vlan: number | null
    guest_outer_vlan: number | null
    guest_inner_vlan: number | null
    note: Generated<string>
    version: Generated<number>
  }
  'network.device_states': {
    device_id: number
    due_at: Temporal.Instant
    claimed_until: Temporal.Instant | null
    polled_at: Temporal.Instant | null
    answered_at: Temporal.Instant | null
    is_reachable: boolean | null
    since: Temporal.Instant | null
    failure: Generated<string>
    failures_count: Generated<number>
    system_name: Generated<string>
    system_text: Generated<string>
    uptime_ticks: bigint | null
    booted_at: Temporal.Instant | null
    reboots_count: Generated<number>
    interfaces_count: Generated<number>
    matched_count: Generated<number>
    poll_ms: Generated<number>
  }
  'network.device_templates': {
    id: Generated<number>
    name: string
    kind: 'switch' | 'olt' | 'other'
    vendor: Generated<string>
    model: Generated<string>
    ports: Generated<unknown>
    snmp_version: Generated<'none' | 'v1' | 'v2c' | 'v3'>
    snmp_user: Generated<string>
    snmp_secret_sealed: Buffer | null
    snmp_privacy_sealed: Buffer | null
    archived_at: Temporal.Instant | null
    version: Generated<number>
    dialect: Generated<'standard' | 'bdcom-epon' | 'bdcom-gpon' | 'huawei-gpon'>
    port_match: Generated<'name' | 'number' | 'pattern'>
    port_offset: Generated<number>
    port_pattern: Generated<string>
    snmp_auth: Generated<'none' | 'md5' | 'sha' | 'sha224' | 'sha256' | 'sha384' | 'sha512'>
    snmp_cipher: Generated<'none' | 'aes' | 'aes256b' | 'aes256r'>
    snmp_port: Generated<number>
    snmp_timeout_ms: Generated<number>
    snmp_retries: Generated<number>
    poll_seconds: Generated<number>
    line_format: unknown | null
  }
  'network.devices': {
    id: Generated<number>
    kind: 'switch' | 'olt' | 'other'
    template_id: number | null
    name: string
    address: string | null
    serial: Generated<string>
    mac: Generated<string>
    location: Generated<string>
    entrance: Generated<string>
    parent_device_id: number | null
    parent_port_id: number | null
    options: Generated<unknown>
    note: Generated<string>
    created_at: Temporal.Instant
    archived_at: Temporal.Instant | null
    version: Generated<number>
    line_format: unknown | null
    relay_id: Generated<string>
  }
  'network.dictionary_attributes': {
    id: Generated<number>
    name: string
    vendor_id: number | null
    number: number
    type:
      | 'string'
      | 'octets'
      | 'byte'
      | 'short'
      | 'integer'
      | 'integer64'
      | 'date'
      | 'ipaddr'
      | 'ipv6addr'
      | 'ipv6prefix'
      | 'ifid'
    has_tag: Generated<boolean>
    note: Generated<string>
    version: Generated<number>
  }
  'network.equipment_models': {
    id: Generated<number>
    kind: 'router' | 'ont' | 'set-top-box' | 'cam' | 'phone-adapter' | 'smart-card' | 'other'
    kind_name: Generated<string>
    name: string
    technology: Generated<string>
    note: Generated<string>
    serial_need: 'required' | 'optional' | 'none'
    serial_format: Generated<string>
    mac_need: 'required' | 'optional' | 'none'
    chip_need: 'required' | 'optional' | 'none'
    chip_format: Generated<string>
    warranty_months: Generated<number>
    rent_service_id: number | null
    is_hidden: Generated<boolean>
    version: Generated<number>
  }
  'network.equipment_pairings': {
    id: Generated<number>
    card_id: number
    unit_id: number
    reason: Generated<string>
    author: string
    ended_reason: Generated<string>
    ended_by: Generated<string>
    valid: string
  }
  'network.equipment_standings': {
    id: Generated<number>
    unit_id: number
    state: 'stock' | 'held' | 'repair' | 'written-off'
    place: Generated<string>
    contract_id: number | null
    account_id: number | null
    terms: 'sold' | 'rented' | 'lent' | null
    rent_id: number | null
    reason: Generated<string>
    author: string
    valid: string
  }
  'network.equipment_units': {
    id: Generated<number>
    model_id: number
    serial: Generated<string>
    mac: Generated<string>
    chip_id: Generated<string>
    name: Generated<string>
    warranty_until: Temporal.PlainDate | null
    note: Generated<string>
    created_at: Temporal.Instant
    version: Generated<number>
  }
  'network.leases': {
    address: string
    segment_id: number
    account_id: number | null
    used_at: Temporal.Instant
    kind: Generated<'ipv4' | 'ipv6' | 'ipv6-delegated'>
    station: string | null
  }
  'network.nas': {
    id: Generated<number>
    agent_id: number
    name: string
    address: string
    secret_sealed: Buffer
    dialect: 'mikrotik' | 'cisco' | 'juniper' | 'huawei' | 'accel-ppp' | 'standard'
    dae_host: string | null
    dae_port: Generated<number>
    requires_message_authenticator: Generated<boolean>
    interim_seconds: number | null
    session_seconds_max: number | null
    note: Generated<string>
    archived_at: Temporal.Instant | null
    version: Generated<number>
    tls_name: string | null
    limits_proxy_state: Generated<boolean>
    device_id: number | null
  }
  'network.nas_enforcements': {
    id: Generated<number>
    nas_id: number
    rule: 'signature' | 'proxy-state'
    enforced_at: Temporal.Instant
    enforced_by: string
    ended_at: Temporal.Instant | null
    ended_by: string | null
    rolled_back_discarded: number | null
    rolled_back_requests: number | null
  }
  'network.nas_minutes': {
    minute: Temporal.Instant
    nas_id: number
    sign_ins: number
    rejects: number
    accounting: number
    discarded: number
  }
  'network.nas_observations': {
    nas_id: number
    kind:
      | 'request'
      | 'unsigned'
      | 'proxied'
      | 'unsigned-proxied'
      | 'badly-signed'
      | 'discarded'
      | 'tls'
      | 'accounting'
    times: bigint
    first_at: Temporal.Instant
    last_at: Temporal.Instant
    requests_by_then: bigint
  }
  'network.onu_states': {
    device_id: number
    onu_key: string
    serial: string
    port_id: number | null
    pon_name: string
    onu_number: number | null
    is_online: boolean
    rx_dbm: number | null
    tx_dbm: number | null
    distance_m: number | null
    first_seen_at: Temporal.Instant
    listed_at: Temporal.Instant
    online_at: Temporal.Instant | null
  }
  'network.onus': {
    id: Generated<number>
    device_id: number
    port_id: number
    serial: string
    is_shared: Generated<boolean>
    note: Generated<string>
    created_at: Temporal.Instant
    archived_at: Temporal.Instant | null
    version: Generated<number>
  }
  'network.port_bindings': {
    id: Generated<number>
    account_id: number
    port_id: number
    onu_id: number | null
    is_shared: boolean
    valid: string
    author: string
    ended_by: Generated<string>
  }
  'network.port_policies': {
    id: Generated<number>
    name: string
    note: Generated<string>
    version: Generated<number>
  }
  'network.port_policy_places': {
    id: Generated<number>
    policy_id: number | null
    template_id: number | null
    device_id: number | null
    port_id: number | null
  }
  'network.port_policy_scripts': {
    policy_id: number
    position: number
    event: 'bound' | 'unbound' | 'blocked' | 'unblocked' | 'speed-changed'
    script_id: number
  }
  'network.port_samples': {
    port_id: number
    at: Temporal.Instant
    seconds: number
    in_octets: bigint
    out_octets: bigint
    errors: bigint
    discards: bigint
  }
  'network.port_states': {
    port_id: number
    if_index: number
    if_name: string
    if_alias: string
    is_admin_up: boolean
    is_up: boolean
    since: Temporal.Instant
    speed_mbps: number
    counted_at: Temporal.Instant
    counters: unknown
    in_bps: bigint | null
    out_bps: bigint | null
    errors_per_minute: number | null
  }
  'network.reserved_addresses': {
    id: Generated<number>
    segment_id: number
    first_address: string
    last_address: string
    reason: 'reserved' | 'excluded'
    note: Generated<string>
    author: string
    created_at: Temporal.Instant
  }
  'network.script_batches': {
    id: Generated<number>
    script_id: number
    asked_at: Temporal.Instant
    asked_by: string
    runs_count: number
  }
  'network.script_runs': {
    id: Generated<bigint>
    script_id: number
    device_id: number
    port_id: number | null
    onu_id: number | null
    account_id: number | null
    batch_id: number | null
    cause: 'hand' | 'bound' | 'unbound' | 'blocked' | 'unblocked' | 'speed-changed'
    news_key: string | null
    down_kbps: number | null
    up_kbps: number | null
    asked_at: Temporal.Instant
    asked_by: string
    state: Generated<'queued' | 'running' | 'done' | 'failed' | 'interrupted' | 'cancelled'>
    attempts: Generated<number>
    due_at: Temporal.Instant
    started_at: Temporal.Instant | null
    beat_at: Temporal.Instant | null
    carrier: string | null
    finished_at: Temporal.Instant | null
    failure: string | null
    failure_details: Generated<unknown>
    log: Generated<unknown>
  }
  'network.scripts': {
    id: Generated<number>
    name: string
    transport: 'ssh' | 'telnet' | 'http'
    template_ids: Generated<number[]>
    body: string
    prompts: Generated<string[]>
    errors: Generated<string[]>
    seconds_max: number
    is_repeatable: Generated<boolean>
    note: Generated<string>
    archived_at: Temporal.Instant | null
    version: Generated<number>
  }
  'network.segments': {
    id: Generated<number>
    agent_id: number
    name: string
    network: string
    next_offset: Generated<bigint>
    version: Generated<number>
    kind: Generated<'ipv4' | 'ipv6' | 'ipv6-delegated'>
    delegated_length: number | null
    purpose: Generated<'subscribers' | 'devices' | 'guest' | 'nat'>
    is_container: Generated<boolean>
    is_dynamic: Generated<boolean>
    gateway: string | null
    vlan_outer: number | null
    vlan_inner: number | null
    nas_ids: Generated<number[]>
    note: Generated<string>
    unit_length: Generated<number>
    last_unit: Generated<bigint>
  }
  'network.session_service_links': {
    session_service_id: number
    tariff_id: number | null
    service_id: number | null
  }
  'network.session_services': {
    id: Generated<number>
    name: string
    title: string
    agent_id: number | null
    counting: 'session' | 'category' | 'nothing'
    category: string | null
    speed_down_kbps: number | null
    speed_up_kbps: number | null
    slot: Generated<string>
    is_for_all: Generated<boolean>
    is_for_guests: Generated<boolean>
    note: Generated<string>
    archived_at: Temporal.Instant | null
    version: Generated<number>
  }
  'payments.payments': {
    id: Generated<number>
    source: string
    external_id: string
    contract_id: number
    amount_minor: bigint
    currency: string
    method: 'cash' | 'bank'
    paid_on: Temporal.PlainDate
    document_number: Generated<string>
    comment: Generated<string>
    received_at: Temporal.Instant
    author: string
    author_name: string
    cancelled_at: Temporal.Instant | null
    revision: Generated<number>
  }
  'payments.revisions': {
    payment_id: number
    revision: number
    kind: 'new' | 'corrected' | 'moved' | 'cancelled' | 'restored'
    contract_id: number
    amount_minor: bigint
    at: Temporal.Instant
    author: string
    author_name: string
    reason: Generated<string>
  }
  'payments.transfers': {
    id: Generated<number>
    from_contract_id: number
    to_contract_id: number
    amount_minor: bigint
    currency: string
    reason: Generated<string>
    payment_id: number | null
    author: string
    made_at: Temporal.Instant
    reversed_at: Temporal.Instant | null
    reversed_by: string | null
    reversal_reason: string | null
  }
  'payments.write_offs': {
    id: Generated<number>
    contract_id: number
    amount_minor: bigint
    currency: string
    reason: string
    author: string
    made_at: Temporal.Instant
    reversed_at: Temporal.Instant | null
    reversed_by: string | null
    reversal_reason: string | null
  }
  'platform.events': {
    id: Generated<bigint>
    occurred_at: Generated<Temporal.Instant>
    xid: Generated<string>
    name: string
    payload: unknown
  }
  'platform.followers': {
    name: string
    last_xid: string
    last_id: bigint
  }
  'platform.heartbeats': {
    process: string
    instance: string
    seen_at: Temporal.Instant
    is_ready: boolean
    metrics: Generated<unknown>
  }
  'platform.idempotency_keys': {
    actor: string
    key: string
    route: string
    body_hash: string
    status: number | null
    response: unknown | null
    created_at: Generated<Temporal.Instant>
  }
  'settings.custom_fields': {
    id: Generated<number>
    owner: 'subscriber' | 'contract' | 'account'
    kind: 'text' | 'number' | 'day' | 'list'
    name: string
    options: Generated<string[]>
    is_required: Generated<boolean>
    position: Generated<number>
    created_at: Temporal.Instant
    archived_at: Temporal.Instant | null
    version: Generated<number>
  }
  'settings.custom_values': {
    owner_id: number
    field_id: number
    value: string
    author: string
    changed_at: Temporal.Instant
  }
  'settings.operators': {
    id: Generated<number>
    name: string
    is_default: Generated<boolean>
    time_zone: Generated<string>
    currency: Generated<string>
    requisites: Generated<unknown>
    contract_number_template: Generated<string>
    invoice_number_template: Generated<string>
    version: Generated<number>
  }
  'settings.period_closings': {
    id: Generated<number>
    open_from: Temporal.PlainDate
    reason: Generated<string>
    author: string
    closed_at: Temporal.Instant
  }
  'settings.vat_rates': {
    valid: string
    rate_basis_points: number
  }
  'staff.api_tokens': {
    id: Generated<number>
    name: string
    role_id: number
    token_hash: Buffer
    created_by: number
    created_at: Generated<Temporal.Instant>
    used_at: Temporal.Instant | null
    revoked_at: Temporal.Instant | null
  }
  'staff.audit': {
    id: Generated<bigint>
    at: Temporal.Instant
    actor: string
    actor_name: string
    address: string | null
    deed: string
    object_kind: string | null
    object_id: string | null
    contract_id: number | null
    details: Generated<unknown>
  }
  'staff.member_roles': {
    member_id: number
    role_id: number
  }
  'staff.members': {
    id: Generated<number>
    login: string
    name: string
    password_hash: string | null
    is_active: Generated<boolean>
    is_administrator: Generated<boolean>
    language: Generated<'ru' | 'en'>
    email: string | null
    failed_attempts: Generated<number>
    locked_until: Temporal.Instant | null
    created_at: Generated<Temporal.Instant>
    version: Generated<number>
  }
  'staff.roles': {
    id: Generated<number>
    name: string
    permissions: string[]
    version: Generated<number>
  }
  'staff.sign_ins': {
    token_hash: Buffer
    member_id: number
    created_at: Temporal.Instant
    seen_at: Temporal.Instant
    expires_at: Temporal.Instant
    address: string
    user_agent: string
  }
  'subscribers.addresses': {
    id: Generated<number>
    subscriber_id: number
    kind: 'registration' | 'postal' | 'installation'
    postcode: Generated<string>
    region: Generated<string>
    city: Generated<string>
    street: Generated<string>
    house: Generated<string>
    flat: Generated<string>
    entrance: Generated<string>
    floor: Generated<string>
    full_text: string
  }
  'subscribers.closings': {
    contract_id: number
    due_on: Temporal.PlainDate
    reason: Generated<string>
    author: string
    planned_at: Temporal.Instant
  }
  'subscribers.contacts': {
    id: Generated<number>
    subscriber_id: number
    kind: 'phone' | 'email'
    value: string
    search_value: string
    note: Generated<string>
    position: Generated<number>
  }
  'subscribers.contract_counters': {
    operator_id: number
    year: number
    last_number: number
  }
  'subscribers.contracts': {
    id: Generated<number>
    subscriber_id: number
    operator_id: number
    number: string
    payment_code: string
    signed_on: Temporal.PlainDate
    closed_on: Temporal.PlainDate | null
    payment_method: 'advance' | 'credit'
    is_never_blocked: Generated<boolean>
    currency: Generated<string>
    created_at: Generated<Temporal.Instant>
    version: Generated<number>
  }
  'subscribers.credit_limits': {
    contract_id: number
    valid: string
    amount_minor: bigint
    author: string
    reason: Generated<string>
  }
  'subscribers.former_holders': {
    id: Generated<number>
    contract_id: number
    subscriber_id: number
    until: Temporal.Instant
    reason: string
    author: string
  }
  'subscribers.group_members': {
    group_id: number
    contract_id: number
    author: string
    added_at: Temporal.Instant
  }
  'subscribers.groups': {
    id: Generated<number>
    name: string
    note: Generated<string>
    created_at: Temporal.Instant
    archived_at: Temporal.Instant | null
    version: Generated<number>
  }
  'subscribers.subordinations': {
    id: Generated<number>
    contract_id: number
    main_id: number
    priority: Generated<number>
    valid: string
    author: string
    ended_by: string | null
  }
  'subscribers.subscribers': {
    id: Generated<number>
    kind: 'person' | 'sole-proprietor' | 'company'
    name: string
    surname: string | null
    given_name: string | null
    patronymic: string | null
    inn: string | null
    kpp: string | null
    ogrn: string | null
    requisites: Generated<unknown>
    note: Generated<string>
    created_at: Generated<Temporal.Instant>
    archived_at: Temporal.Instant | null
    version: Generated<number>
  }
  'usage.call_files': {
    id: Generated<number>
    agent_id: number
    name: string
    digest: Buffer
    content: Buffer | null
    bytes: number
    state: 'waiting' | 'done' | 'failed'
    records_read: Generated<number>
    calls_taken: Generated<number>
    repeats: Generated<number>
    faults: Generated<number>
    failure: Generated<string>
    fault_samples: Generated<unknown>
    taken_at: Temporal.Instant
    taken_by: string
    finished_at: Temporal.Instant | null
  }
  'usage.calls': {
    id: Generated<bigint>
    key: string
    side: 'out' | 'in'
    agent_id: number
    file_id: number | null
    started_at: Temporal.Instant
    seconds: number
    number_from: string
    number_to: string
    cause: Generated<string>
    trunk_in: Generated<string>
    trunk_out: Generated<string>
    account_id: number | null
    contract_id: number | null
    outcome: 'priced' | 'no-owner' | 'no-tariff' | 'no-direction'
    tariff_id: number | null
    price_list_id: number | null
    price_list_version: number | null
    prefix: Generated<string>
    direction: Generated<string>
    class: Generated<string>
    band: string | null
    billed_seconds: Generated<number>
    price_rate: Generated<bigint>
    call_price_rate: Generated<bigint>
  }
  'usage.closed_parts': {
    id: bigint
    nas_id: number
    parent_session_id: string
    login: string
    acct_session_id: string
    service_name: string
    session_service_id: number | null
    counting: string
    category: string | null
    started_at: Temporal.Instant
    updated_at: Temporal.Instant
    ended_at: Temporal.Instant
    cause: Generated<string>
    octets_in: bigint
    octets_out: bigint
    session_seconds: number
    base_in: bigint
    base_out: bigint
    base_seconds: number
  }
  'usage.closed_sessions': {
    id: bigint
    nas_id: number
    acct_session_id: string
    login: string
    account_id: number | null
    contract_id: number | null
    started_at: Temporal.Instant
    closed_at: Temporal.Instant
    address: string | null
    calling_station: Generated<string>
    called_station: Generated<string>
    nas_port: Generated<string>
    octets_in: bigint
    octets_out: bigint
    session_seconds: number
    cause: string
    framed_prefix: string | null
    delegated_prefix: string | null
    base_in: Generated<bigint>
    base_out: Generated<bigint>
    base_seconds: Generated<number>
    is_guest: Generated<boolean>
    guest_account_id: number | null
    line: Generated<string>
  }
  'usage.dhcp_leases': {
    id: Generated<bigint>
    agent_id: number
    account_id: number | null
    contract_id: number | null
    is_guest: Generated<boolean>
    address: string
    mac: string
    line: Generated<string>
    began_at: Temporal.Instant
    heard_at: Temporal.Instant
    expires_at: Temporal.Instant
    ended_at: Temporal.Instant | null
    end_reason: 'released' | 'expired' | 'lapsed' | 'superseded' | 'freed' | null
    ended_by: Generated<string>
  }
  'usage.doubts': {
    session_id: bigint
    reason: 'silent' | 'newer'
    heard_at: Temporal.Instant
    since: Temporal.Instant
    probes: Generated<number>
    probed_at: Temporal.Instant | null
    confirmed_at: Temporal.Instant | null
  }
  'usage.flow_batches': {
    instance: string
    number: bigint
    taken_at: Temporal.Instant
  }
  'usage.hours': {
    account_id: number
    hour: Temporal.Instant
    contract_id: number | null
    octets_in: Generated<bigint>
    octets_out: Generated<bigint>
    seconds: Generated<bigint>
    category: Generated<string>
  }
  'usage.nat_blocks': {
    address: string
    first_port: number
    last_port: number
    inside: string | null
    account_id: number | null
    device: Generated<string>
    began_at: Temporal.Instant
    ended_at: Temporal.Instant | null
  }
  'usage.open_sessions': {
    id: Generated<bigint>
    nas_id: number
    acct_session_id: string
    login: string
    account_id: number | null
    contract_id: number | null
    started_at: Temporal.Instant
    updated_at: Temporal.Instant
    address: string | null
    calling_station: Generated<string>
    called_station: Generated<string>
    nas_port: Generated<string>
    octets_in: Generated<bigint>
    octets_out: Generated<bigint>
    session_seconds: Generated<number>
    speed_down_kbps: number | null
    speed_up_kbps: number | null
    framed_prefix: string | null
    delegated_prefix: string | null
    interim_seconds: number | null
    base_in: Generated<bigint>
    base_out: Generated<bigint>
    base_seconds: Generated<number>
    is_guest: Generated<boolean>
    guest_account_id: number | null
    line: Generated<string>
    service_ids: number[] | null
  }
  'usage.session_evidence': {
    id: Generated<bigint>
    session_id: bigint
    at: Temporal.Instant
    kind: string
    facts: Generated<unknown>
  }
  'usage.session_parts': {
    id: Generated<bigint>
    nas_id: number
    parent_session_id: string
    login: string
    acct_session_id: string
    service_name: string
    session_service_id: number | null
    counting: 'session' | 'category' | 'nothing'
    category: string | null
    started_at: Temporal.Instant
    updated_at: Temporal.Instant
    ended_at: Temporal.Instant | null
    cause: Generated<string>
    octets_in: bigint
    octets_out: bigint
    session_seconds: number
    base_in: bigint
    base_out: bigint
    base_seconds: number
  }
  'usage.session_splits': {
    nas_id: number
    acct_session_id: string
    login: string
    account_id: number | null
    contract_id: number | null
    is_guest: Generated<boolean>
    started_at: Temporal.Instant
    heard_at: Temporal.Instant
    whole_in: Generated<bigint>
    whole_out: Generated<bigint>
    own_in: Generated<bigint>
    own_out: Generated<bigint>
    plain_in: Generated<bigint>
    plain_out: Generated<bigint>
    seconds: Generated<bigint>
  }
}
