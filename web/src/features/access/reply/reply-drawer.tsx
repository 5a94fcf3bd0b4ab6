import { previewReply, type ReplyPreview } from '@altyn/contract/access/reply'
import { listNas } from '@altyn/contract/network'
import type { AttributeRow } from '@altyn/contract/network/attributes'
import { Drawer, Select } from 'antd'
import { useId, useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useCall } from '../../../lib/use-call.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import styles from './reply.module.css'
import { ReplyAttributeLine } from './reply-attribute-line.tsx'

type ReplyDrawerProps = {
  account: { id: number; login: string; agentId: number; sessions: readonly { nasId: number }[] }
  /** Whom a row of attributes is for, in words. */
  whom: (row: AttributeRow) => string
  onClose: () => void
}

/** What an account would get from an access server if it signed in now, and why. */
export function ReplyDrawer({ account, whom, onClose }: ReplyDrawerProps) {
  const t = useTexts('access')
  const id = useId()
  const all = useCall(listNas, {})
  const servers = all.data?.items.filter(({ agentId }) => agentId === account.agentId)
  const [picked, pick] = useState<number>()
  // Where the account is on-line now, it will come back to.
  const usual = servers?.find(({ id: nas }) => nas === account.sessions[0]?.nasId) ?? servers?.[0]
  const nasId = picked ?? usual?.id
  return (
    <Drawer
      open
      title={t('reply.title', { login: account.login })}
      onClose={onClose}
      size="min(600px, 100vw)"
    >
      <div className={styles.reply}>
        <label className={styles.server} htmlFor={id}>
          <span>{t('reply.nas')}</span>
          <Select
            id={id}
            value={nasId}
            onChange={pick}
            loading={all.isLoading}
            showSearch={{ optionFilterProp: 'label' }}
            options={servers?.map(({ id: value, name, address }) => ({
              value,
              label: `${name} · ${address}`,
            }))}
          />
        </label>
        {all.isError && <ErrorState error={all.error} onRetry={() => void all.refetch()} />}
        {servers?.length === 0 && (
          <AlertLine
            tone="note"
            title={t('reply.noNas')}
            advice={<GoLink to={paths.agents({ panel: 'nas' })}>{t('reply.addNas')}</GoLink>}
          />
        )}
        {nasId !== undefined && <Reply accountId={account.id} nasId={nasId} whom={whom} />}
      </div>
    </Drawer>
  )
}

type ReplyProps = { accountId: number; nasId: number; whom: ReplyDrawerProps['whom'] }

function Reply({ accountId, nasId, whom }: ReplyProps) {
  const t = useTexts('access')
  const answer = useCall(previewReply, { params: { id: accountId }, query: { nasId } })
  if (answer.isError) {
    return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  }
  const reply = answer.data
  if (!reply) return <SkeletonLines count={6} />
  return (
    <>
      <Outcome reply={reply} />
      <ul className={styles.lines} aria-label={t('reply.attributes')} aria-busy={answer.isFetching}>
        {reply.attributes.map((attribute) => (
          <ReplyAttributeLine
            key={`${attribute.name}:${attribute.tag}:${attribute.why.kind}:${attribute.values[0]}`}
            attribute={attribute}
            whom={whom}
          />
        ))}
      </ul>
      <p className={styles.quiet}>{t('reply.note')}</p>
      <GoLink to={paths.attributes({ nasId })}>{t('reply.toAttributes')}</GoLink>
    </>
  )
}

function Outcome({ reply }: { reply: ReplyPreview }) {
  const t = useTexts('access')
  const { reason, isGuest, sessions, isAddressAhead, arePrefixesAhead, line } = reply
  if (reason && isGuest) {
    return (
      <AlertLine
        tone="warn"
        title={t('reply.guest', { reason: t(`reasons.${reason}.short`) })}
        advice={isAddressAhead ? t('reply.guestAddressAhead') : undefined}
      />
    )
  }
  if (reason) {
    return (
      <AlertLine
        tone="bad"
        title={t('reply.rejected', { reason: t(`reasons.${reason}.short`) })}
        advice={t(`reasons.${reason}.advice`)}
      />
    )
  }
  const isFull = sessions.open >= sessions.max
  return (
    <>
      <AlertLine
        tone="ok"
        title={t('reply.accepted')}
        advice={isAddressAhead ? t('reply.addressAhead') : undefined}
      />
      {arePrefixesAhead && <AlertLine tone="note" title={t('reply.prefixesAhead')} />}
      {line && (
        <AlertLine
          tone="note"
          title={t('reply.line', { words: line.words })}
          advice={[
            line.isEnough ? t('reply.lineEnough') : '',
            line.isChecked ? t('reply.lineChecked') : '',
          ]
            .filter((text) => text !== '')
            .join(' ')}
        />
      )}
      {isFull && <AlertLine tone="warn" title={t('reply.sessionsTaken', sessions)} />}
    </>
  )
}
