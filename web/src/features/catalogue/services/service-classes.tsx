import {
  changeServiceClass,
  createServiceClass,
  listServiceClasses,
  type ServiceClass,
  VAT_TREATMENTS,
} from '@altyn/contract/catalogue'
import { TARIFF_FAMILIES } from '@altyn/contract/catalogue/terms'
import { TagOutlined } from '@ant-design/icons'
import { Input, InputNumber, Select } from 'antd'
import { z } from 'zod'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'

const viewSchema = z.object({})
const SERVICE_SUBJECT = 4
const MONTH_OKEI = '362'

/** What kinds of services there are, and how documents and receipts name them. */
export function ServiceClasses() {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const view = useListView('service-classes', viewSchema)
  const list = useItems(listServiceClasses)
  const [{ class: opened }, change] = useUrlState()
  const mayChange = can('catalogue.change')
  const close = () => change({ class: undefined })
  const chosen = list.rows.find(({ id }) => String(id) === opened)
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('classes.create'),
          isPrimary: true,
          onRun: () => change({ class: 'new' }, { isNewStep: true }),
        },
      ]
    : []
  return (
    <>
      <ListPage
        title={t('classes.title')}
        view={view}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => String(id)}
        onOpen={
          mayChange ? ({ id }) => change({ class: String(id) }, { isNewStep: true }) : undefined
        }
        actions={create}
        empty={{ icon: <TagOutlined />, title: t('classes.title'), actions: create }}
        exportName={t('classes.file')}
      />
      {mayChange && opened === 'new' && <ClassForm onClose={close} />}
      {mayChange && chosen && <ClassForm known={chosen} onClose={close} />}
    </>
  )
}

function useColumns(): Column<ServiceClass>[] {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const nameOf = (row: ServiceClass) => (language === 'ru' ? row.nameRu : row.nameEn)
  const familiesOf = ({ families }: ServiceClass) =>
    families.map((family) => t(`family.${family}`)).join(', ')
  return [
    { key: 'name', title: t('form.name'), width: 200, cell: nameOf, text: nameOf },
    {
      key: 'line',
      title: t('classes.invoiceLine'),
      width: 260,
      cell: ({ invoiceLine }) => invoiceLine,
      text: ({ invoiceLine }) => invoiceLine,
    },
    {
      key: 'vat',
      title: t('classes.vat'),
      width: 150,
      cell: ({ vat }) => t(`classes.vats.${vat}`),
      text: ({ vat }) => t(`classes.vats.${vat}`),
    },
    {
      key: 'unit',
      title: t('classes.unit'),
      width: 110,
      cell: ({ unitCode }) => unitCode,
      text: ({ unitCode }) => unitCode,
    },
    {
      key: 'families',
      title: t('classes.families'),
      width: 300,
      cell: familiesOf,
      text: familiesOf,
    },
    {
      key: 'state',
      title: t('stateLabel'),
      width: 130,
      card: 'aside',
      cell: ({ archivedAt }) => (
        <StatusTag
          isBare
          tone={archivedAt ? 'quiet' : 'ok'}
          label={t(archivedAt ? 'state.archived' : 'state.active')}
        />
      ),
      text: ({ archivedAt }) => t(archivedAt ? 'state.archived' : 'state.active'),
    },
  ]
}

function ClassForm({ known, onClose }: { known?: ServiceClass; onClose: () => void }) {
  const t = useTexts('catalogue')
  const done = t('classes.saved')
  const create = useDeed(createServiceClass, { done, isFailureShownByCaller: true })
  const edit = useDeed(changeServiceClass, { done, isFailureShownByCaller: true })
  const common = {
    nameRu: known?.nameRu ?? '',
    nameEn: known?.nameEn ?? '',
    invoiceLine: known?.invoiceLine ?? '',
    unitCode: known?.unitCode ?? MONTH_OKEI,
    vat: known?.vat ?? VAT_TREATMENTS[0],
    paymentSubject: known?.paymentSubject ?? SERVICE_SUBJECT,
    families: known?.families ?? [],
  }
  const fields = <ClassFields isNew={!known} />
  if (!known) {
    return (
      <SideForm
        title={t('classes.new')}
        saveLabel={t('classes.create')}
        schema={createServiceClass.body}
        initial={{ ...common, code: '' }}
        onSave={(body) => create.mutateAsync({ body })}
        onClose={onClose}
      >
        {fields}
      </SideForm>
    )
  }
  return (
    <SideForm
      title={known.nameRu}
      saveLabel={t('services.save')}
      schema={changeServiceClass.body}
      initial={{ ...common, isArchived: known.archivedAt !== null }}
      onSave={(body) =>
        edit.mutateAsync({ params: { id: known.id }, ifMatch: known.version, body })
      }
      onClose={onClose}
    >
      {fields}
    </SideForm>
  )
}

function ClassFields({ isNew }: { isNew: boolean }) {
  const t = useTexts('catalogue')
  return (
    <>
      <FieldRow>
        <Field name="nameRu" label={t('classes.nameRu')} isRequired>
          <Input />
        </Field>
        <Field name="nameEn" label={t('classes.nameEn')} isRequired>
          <Input />
        </Field>
      </FieldRow>
      {isNew && (
        <Field name="code" label={t('classes.code')} hint={t('classes.codeHint')} isRequired>
          <Input autoComplete="off" />
        </Field>
      )}
      <FieldGroup title={t('classes.print')}>
        <Field
          name="invoiceLine"
          label={t('classes.invoiceLine')}
          hint={t('classes.lineHint')}
          isRequired
        >
          <Input />
        </Field>
        <FieldRow>
          <Field name="unitCode" label={t('classes.unit')} hint={t('classes.unitHint')}>
            <Input />
          </Field>
          <Field name="vat" label={t('classes.vat')}>
            <Select
              options={VAT_TREATMENTS.map((value) => ({
                value,
                label: t(`classes.vats.${value}`),
              }))}
            />
          </Field>
        </FieldRow>
        <Field name="paymentSubject" label={t('classes.subject')} hint={t('classes.subjectHint')}>
          <InputNumber min={1} max={33} />
        </Field>
      </FieldGroup>
      <Field name="families" label={t('classes.families')} hint={t('classes.familiesHint')}>
        <Select
          mode="multiple"
          options={TARIFF_FAMILIES.map((value) => ({ value, label: t(`family.${value}`) }))}
        />
      </Field>
      {!isNew && <FlagField name="isArchived" label={t('classes.archive')} />}
    </>
  )
}
