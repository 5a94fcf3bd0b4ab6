import { listTariffs, type Tariff } from '@altyn/contract/catalogue'
import { Select } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall } from '../../lib/use-call.ts'
import styles from './accounts.module.css'
import { useFeeText, useSpeedText } from './speed-text.ts'

type TariffPickerProps = {
  value?: number | string
  onChange?: (tariffId: number | undefined) => void
  onBlur?: () => void
  id?: string
  /** The tariff that would change nothing. */
  exceptId?: number | null
  /** For filters, where tariffs no longer sold matter too and none may be chosen. */
  isFilter?: boolean
}

/** Chooses a tariff by its name, with its fee and speed in sight. */
export function TariffPicker({ value, onChange, exceptId, isFilter, ...rest }: TariffPickerProps) {
  const t = useTexts('accounts')
  const { tariffs, isLoading } = useTariffs()
  const feeOf = useFeeText()
  const speedOf = useSpeedText()
  const shown = tariffs.filter(
    (tariff) => tariff.id !== exceptId && (isFilter || (!tariff.isHidden && !tariff.archivedAt)),
  )
  return (
    <Select<number>
      {...rest}
      className={styles.wide}
      value={value === undefined || value === '' ? undefined : Number(value)}
      onChange={onChange}
      loading={isLoading}
      allowClear={isFilter}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('tariff.pick')}
      notFoundContent={t('tariff.none')}
      options={shown.map((tariff) => ({ value: tariff.id, label: tariff.name, tariff }))}
      optionRender={({ data: { tariff } }) => (
        <span className={styles.option}>
          <span>{tariff.name}</span>
          <small>
            {[feeOf(feeOfTariff(tariff)), speedOf(speedOfTariff(tariff))]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
      )}
    />
  )
}

/** The tariffs, for those who may see the catalogue. */
export function useTariffs(): { tariffs: readonly Tariff[]; isLoading: boolean } {
  const can = usePermissions()
  const answer = useCall(listTariffs, {}, { isEnabled: can('catalogue.read') })
  return { tariffs: answer.data?.items ?? [], isLoading: answer.isLoading }
}

export function feeOfTariff(tariff: Tariff | undefined) {
  return { fee: tariff?.current?.fee ?? null, feePeriod: tariff?.current?.feePeriod ?? null }
}

export function speedOfTariff(tariff: Tariff | undefined) {
  return {
    speedDownKbps: tariff?.current?.speedDownKbps ?? null,
    speedUpKbps: tariff?.current?.speedUpKbps ?? null,
  }
}
