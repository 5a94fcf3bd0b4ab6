import { EllipsisOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { ActionMenu, type MenuLine } from '../../ui/actions/action-menu.tsx'

/** The deeds of one row behind «···». */
export function RowMenu({ label, lines }: { label: string; lines: readonly MenuLine[] }) {
  return (
    <ActionMenu label={label} lines={lines}>
      <Button
        type="text"
        size="small"
        icon={<EllipsisOutlined />}
        aria-label={label}
        aria-haspopup="menu"
      />
    </ActionMenu>
  )
}
