import type { Account, Block } from '@altyn/contract/accounts'
import { blockAccount, MANUAL_BLOCK_KINDS, unblockAccount } from '@altyn/contract/blocking'
import { Input } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { ChoiceField } from '../../ui/fields/choice-field.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import styles from './blocking.module.css'

export type ManualKind = (typeof MANUAL_BLOCK_KINDS)[number]

/** What a block may have changed besides itself: days without access cost nothing. */
const TOUCHED = ['/api/accounts', '/api/ledger', '/api/usage']

type BlockFormProps = {
  account: Pick<Account, 'id' | 'login'>
  /** The kinds that hold already. */
  held: readonly Block['kind'][]
  onClose: () => void
}

/** Blocks an account by decision of a person, and says what each kind means. */
export function BlockForm({ account, held, onClose }: BlockFormProps) {
  const t = useTexts('blocking')
  const block = useDeed(blockAccount, {
    done: t('block.done', { login: account.login }),
    refresh: TOUCHED,
    isFailureShownByCaller: true,
  })
  const free = MANUAL_BLOCK_KINDS.filter((kind) => !held.includes(kind))
  return (
    <SideForm
      title={t('block.title', { login: account.login })}
      saveLabel={t('block.save')}
      isDanger
      reason={free.length === 0 ? t('block.allHeld') : undefined}
      schema={blockAccount.body}
      initial={{ kind: USUAL.find((kind) => free.includes(kind)) ?? 'staff', reason: '' }}
      onSave={(body) => block.mutateAsync({ params: { accountId: account.id }, body })}
      onClose={onClose}
    >
      <Field name="kind" label={t('block.kind')}>
        <ChoiceField
          label={t('block.kind')}
          choices={USUAL.map((kind) => ({
            value: kind,
            title: t(`kind.${kind}`),
            note: t(`meaning.${kind}`),
            reason: free.includes(kind) ? undefined : t('block.held'),
          }))}
        />
      </Field>
      <Field name="reason" label={t('reason.label')} hint={t('reason.hint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
    </SideForm>
  )
}

/** What people ask for most stands first. */
const USUAL: readonly ManualKind[] = ['own-wish', 'staff', 'off']

/** Lifts a block that a person has set; another block may go on holding, and the form says so. */
export function UnblockForm({ account, held, onClose }: BlockFormProps) {
  const t = useTexts('blocking')
  const unblock = useDeed(unblockAccount, {
    done: t('unblock.done', { login: account.login }),
    refresh: TOUCHED,
    isFailureShownByCaller: true,
  })
  const liftable = MANUAL_BLOCK_KINDS.filter((kind) => held.includes(kind))
  return (
    <SideForm
      title={t('unblock.title', { login: account.login })}
      saveLabel={t('unblock.save')}
      reason={liftable.length === 0 ? t('unblock.none') : undefined}
      effect={held.includes('money') && <p className={styles.quiet}>{t('unblock.moneyStays')}</p>}
      schema={unblockAccount.body}
      initial={{ kind: liftable[0] ?? 'staff', reason: '' }}
      onSave={(body) => unblock.mutateAsync({ params: { accountId: account.id }, body })}
      onClose={onClose}
    >
      {liftable.length > 0 && (
        <Field name="kind" label={t('unblock.kind')}>
          <ChoiceField
            label={t('unblock.kind')}
            choices={liftable.map((kind) => ({ value: kind, title: t(`kind.${kind}`) }))}
          />
        </Field>
      )}
      <Field name="reason" label={t('reason.label')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
    </SideForm>
  )
}
