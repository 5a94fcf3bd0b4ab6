import type { Agent, Nas } from '@altyn/contract/network'
import { Drawer, Input } from 'antd'
import { useId, useState } from 'react'
import { useRemembered } from '../../lib/browser/remembered.ts'
import { useTexts } from '../../lib/i18n.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { TabStrip } from '../../ui/pages/page-tabs.tsx'
import { CopyButton } from '../../ui/pieces/copy-text.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import { DeviceLink } from './nas-columns.tsx'
import {
  ACCT_PORT,
  AUTH_PORT,
  SETUP_KINDS,
  type SetupFacts,
  type SetupKind,
  setupText,
} from './nas-setup.ts'
import styles from './network.module.css'

type NasSetupDrawerProps = {
  nas: Nas
  agent: Agent | undefined
  /** Known only right after it was set. */
  secret: string | undefined
  onClose: () => void
}

/** How to make this access server speak to us: the secret while it is known, and lines to paste. */
export function NasSetupDrawer({ nas, agent, secret, onClose }: NasSetupDrawerProps) {
  const t = useTexts('network')
  const id = useId()
  const usual = SETUP_KINDS.find((kind) => kind === nas.dialect)
  const [kind, setKind] = useState<SetupKind | 'other'>(usual ?? 'other')
  const [server, setServer] = useRemembered('radius.server', window.location.hostname)
  const facts: SetupFacts = {
    nas,
    server,
    secret: secret ?? t('setup.secretPlace'),
    interimSeconds: nas.interimSeconds ?? agent?.interimSeconds ?? 300,
  }
  return (
    <Drawer
      open
      title={t('setup.title', { name: nas.name })}
      onClose={onClose}
      size="min(640px, 100vw)"
    >
      <div className={styles.setup}>
        {secret ? (
          <FreshSecret secret={secret} />
        ) : (
          <AlertLine
            tone="note"
            title={t('setup.secretUnknown')}
            advice={t('setup.secretUnknownAdvice')}
          />
        )}
        {nas.deviceId !== null && (
          <p>
            {t('setup.device')} <DeviceLink nas={nas} />
          </p>
        )}
        <label className={styles.server} htmlFor={id}>
          <span>{t('setup.server')}</span>
          <Input
            id={id}
            value={server}
            className={styles.code}
            onChange={(event) => setServer(event.target.value.trim())}
          />
          <small>{t('setup.serverHint', { auth: AUTH_PORT, acct: ACCT_PORT })}</small>
        </label>
        <TabStrip
          tabs={[...SETUP_KINDS, 'other' as const].map((key) => ({
            key,
            label: t(`setup.kinds.${key}`),
          }))}
          current={kind}
          onChange={(key) => setKind(SETUP_KINDS.find((known) => known === key) ?? 'other')}
        />
        {kind === 'other' ? <OtherSetup facts={facts} /> : <SetupLines kind={kind} facts={facts} />}
        <p className={styles.quiet}>{t('setup.check')}</p>
      </div>
    </Drawer>
  )
}

function FreshSecret({ secret }: { secret: string }) {
  const t = useTexts('network')
  return (
    <AlertLine
      tone="warn"
      title={t('setup.secretOnce')}
      advice={
        <span className={styles.secret}>
          <code>{secret}</code>
          <CopyButton text={secret} label={t('setup.copySecret')} />
        </span>
      }
    />
  )
}

function SetupLines({ kind, facts }: { kind: SetupKind; facts: SetupFacts }) {
  const t = useTexts('network')
  const text = setupText(kind, facts)
  return (
    <>
      <div className={styles.setupHead}>
        <span className={styles.quiet}>{t(`setup.where.${kind}`)}</span>
        <CopyButton text={text} label={t('setup.copy')} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached with the keyboard. */}
      <pre className={styles.lines} tabIndex={0}>
        {text}
      </pre>
    </>
  )
}

function OtherSetup({ facts: { nas, server, secret, interimSeconds } }: { facts: SetupFacts }) {
  const t = useTexts('network')
  const values = {
    authorisation: `${server}:${AUTH_PORT}`,
    accounting: `${server}:${ACCT_PORT}`,
    commands: `${nas.daeHost ?? nas.address}:${nas.daePort}`,
    source: nas.address,
    secret,
    interim: t('setup.seconds', { seconds: interimSeconds }),
  }
  return (
    <Facts
      facts={Object.entries(values).map(([key, value]) => ({
        key,
        label: t(`setup.other.${key}`),
        value: <span className={styles.code}>{value}</span>,
      }))}
    />
  )
}
