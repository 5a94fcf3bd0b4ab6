import { type ApiToken, listApiTokens, listRoles } from '@altyn/contract/staff'
import { ApiOutlined, PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { z } from 'zod'
import { type Texts, useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { usePanel } from '../../lib/url-state.ts'
import { useItems } from '../../lib/use-list.ts'
import { ReasonedButton } from '../../ui/actions/reasoned-button.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { SecretOnce } from '../../ui/pieces/secret-once.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { StaffTabs } from './staff-tabs.tsx'
import { RevokeDialog, TokenForm } from './token-form.tsx'

const listQuestion = z.object({})

/** Keys by which programs speak to us in somebody's stead. */
export function TokenList() {
  const t = useTexts('staff')
  const can = usePermissions()
  const view = useListView('tokens', listQuestion)
  const { openPanel } = usePanel()
  const tokens = useItems(listApiTokens)
  const mayChange = can('staff.change')
  const columns = tokenColumns(t)
  if (mayChange) columns.push(revokeColumn(t, ({ id }) => openPanel(`revoke-${id}`)))
  const create = {
    key: 'token',
    label: t('tokens.create'),
    icon: <PlusOutlined />,
    isPrimary: true,
    onRun: () => openPanel('token'),
  }
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<StaffTabs />}
        view={view}
        list={tokens}
        columns={columns}
        rowKey={({ id }) => String(id)}
        actions={mayChange ? [create] : []}
        empty={{
          icon: <ApiOutlined />,
          title: t('tokens.empty.title'),
          text: t('tokens.empty.text'),
          actions: mayChange ? [create] : [],
        }}
      />
      {mayChange && <OpenPanel tokens={tokens.rows} />}
    </>
  )
}

function OpenPanel({ tokens }: { tokens: readonly ApiToken[] }) {
  const t = useTexts('staff')
  const { panel = '', closePanel } = usePanel()
  const roles = useItems(listRoles)
  const [fresh, setFresh] = useState<{ name: string; token: string }>()
  const [kind, id] = panel.split('-')
  const token = tokens.find((row) => String(row.id) === id)
  if (fresh) {
    return (
      <SecretOnce
        title={t('tokens.secretTitle', { name: fresh.name })}
        text={t('tokens.secretText')}
        lines={[
          { key: 'token', label: t('tokens.token'), value: fresh.token },
          {
            key: 'header',
            label: t('tokens.header'),
            value: `Authorization: Bearer ${fresh.token}`,
          },
        ]}
        onClose={() => setFresh(undefined)}
      />
    )
  }
  if (kind === 'revoke' && token) return <RevokeDialog token={token} onClose={closePanel} />
  if (kind !== 'token' || roles.state !== 'ready') return null
  const show = (made: { name: string; token: string }) => {
    setFresh(made)
    closePanel()
  }
  return <TokenForm roles={roles.rows} onCreated={show} onClose={closePanel} />
}

function tokenColumns(t: Texts): Column<ApiToken>[] {
  return [
    {
      key: 'name',
      title: t('fields.tokenName'),
      cell: ({ name }) => name,
      text: ({ name }) => name,
      width: 200,
    },
    {
      key: 'role',
      title: t('fields.roleId'),
      cell: ({ roleName }) => roleName,
      text: ({ roleName }) => roleName,
    },
    {
      key: 'state',
      title: t('fields.state'),
      cell: ({ revokedAt }) => (
        <StatusTag
          isBare
          tone={revokedAt ? 'quiet' : 'ok'}
          label={t(revokedAt ? 'tokens.revoked' : 'tokens.works')}
        />
      ),
    },
    {
      key: 'usedAt',
      title: t('tokens.usedAt'),
      cell: ({ usedAt }) =>
        usedAt ? <Instant value={usedAt} isRelative /> : t('tokens.neverUsed'),
    },
    {
      key: 'createdAt',
      title: t('fields.createdAt'),
      cell: ({ createdAt }) => <Instant value={createdAt} />,
    },
    {
      key: 'revokedAt',
      title: t('tokens.revokedAt'),
      cell: ({ revokedAt }) => <Instant value={revokedAt} />,
      isOptional: true,
    },
  ]
}

function revokeColumn(t: Texts, onRevoke: (token: ApiToken) => void): Column<ApiToken> {
  return {
    key: 'revoke',
    title: t('deeds'),
    cell: (token) =>
      token.revokedAt === null && (
        <ReasonedButton
          size="small"
          danger
          aria-label={t('tokens.revokeOf', { name: token.name })}
          onClick={() => onRevoke(token)}
        >
          {t('tokens.revoke')}
        </ReasonedButton>
      ),
    width: 120,
    card: 'aside',
  }
}
