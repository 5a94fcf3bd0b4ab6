import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover, Tooltip } from 'antd'
import { useRemembered } from '../../lib/browser/remembered.ts'
import { useTexts } from '../../lib/i18n.ts'
import type { Column } from './column.ts'
import styles from './list-tools.module.css'

/** The columns that somebody has chosen to see in this list, remembered by the browser. */
export function useShownColumns<Row>(id: string, columns: readonly Column<Row>[]) {
  const usual = columns.filter(({ isOptional }) => !isOptional).map(({ key }) => key)
  const [chosen, choose] = useRemembered<readonly string[]>(`columns.${id}`, usual)
  const shown = columns.filter(({ key }, index) => index === 0 || chosen.includes(key))
  return { shown, chosen, choose }
}

type ColumnChoiceProps<Row> = {
  columns: readonly Column<Row>[]
  chosen: readonly string[]
  onChoose: (keys: readonly string[]) => void
}

/** Chooses the columns of a table; the first one names the row and stays. */
export function ColumnChoice<Row>({ columns, chosen, onChoose }: ColumnChoiceProps<Row>) {
  const t = useTexts('ui')
  const toggle = (key: string, isShown: boolean) =>
    onChoose(isShown ? [...chosen, key] : chosen.filter((one) => one !== key))
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <div className={styles.options}>
          {columns.map(({ key, title }, index) => (
            <Checkbox
              key={key}
              className={styles.columnOption}
              checked={index === 0 || chosen.includes(key)}
              disabled={index === 0}
              onChange={(event) => toggle(key, event.target.checked)}
            >
              {title}
            </Checkbox>
          ))}
        </div>
      }
    >
      <Tooltip title={t('columns.title')}>
        <Button type="text" icon={<SettingOutlined />} aria-label={t('columns.title')} />
      </Tooltip>
    </Popover>
  )
}
