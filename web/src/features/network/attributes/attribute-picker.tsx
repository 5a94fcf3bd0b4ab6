import { type DictionaryAttribute, readDictionary } from '@altyn/contract/network/attributes'
import { Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'
import styles from './attributes.module.css'

type AttributePickerProps = {
  value?: string
  onChange?: (name: string) => void
  onBlur?: () => void
  id?: string
}

/** Chooses an attribute by any part of its name, or by its vendor. */
export function AttributePicker({ value, onChange, ...rest }: AttributePickerProps) {
  const t = useTexts('attributes')
  const { attributes, isLoading } = useDictionary()
  return (
    <Select<string>
      {...rest}
      className={styles.wide}
      value={value || undefined}
      onChange={onChange}
      loading={isLoading}
      showSearch={{ optionFilterProp: 'words' }}
      placeholder={t('form.attributePick')}
      notFoundContent={t('form.attributeNone')}
      options={attributes
        .filter(({ isReserved }) => !isReserved)
        .map((attribute) => ({
          value: attribute.name,
          label: attribute.name,
          words: `${attribute.name} ${attribute.vendorName ?? ''} ${attribute.vendorId ?? ''}`,
          attribute,
        }))}
      optionRender={({ data: { attribute } }) => (
        <span className={styles.option}>
          <span className={styles.code}>{attribute.name}</span>
          <small>
            {vendorText(attribute, t('dictionary.standard'))} · {t(`types.${attribute.type}`)}
          </small>
        </span>
      )}
    />
  )
}

/** Every attribute that a value can be given to, those of the provider first. */
export function useDictionary(): {
  attributes: readonly DictionaryAttribute[]
  isLoading: boolean
} {
  const answer = useCall(readDictionary, {})
  return { attributes: answer.data?.items ?? [], isLoading: answer.isLoading }
}

/** Whose attribute it is: `Mikrotik`, `64999`, or the word for those of the standards. */
export function vendorText(
  { vendorId, vendorName }: Pick<DictionaryAttribute, 'vendorId' | 'vendorName'>,
  standard: string,
): string {
  return vendorName ?? (vendorId === null ? standard : String(vendorId))
}
