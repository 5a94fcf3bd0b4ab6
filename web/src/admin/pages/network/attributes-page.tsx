import { AttributeList } from '../../../features/network/attributes/attribute-list.tsx'
import { DictionaryList } from '../../../features/network/attributes/dictionary-list.tsx'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useGo } from '../../../ui/actions/use-go.ts'
import { TabStrip } from '../../../ui/pages/page-tabs.tsx'

/** What is given by RADIUS besides what the program gives, and the dictionary of attributes. */
export function AttributesPage() {
  const t = useTexts('attributes')
  const go = useGo()
  const [{ tab }] = useUrlState()
  const isDictionary = tab === 'dictionary'
  const tabs = (
    <TabStrip
      tabs={[
        { key: 'rows', label: t('tabs.rows') },
        { key: 'dictionary', label: t('tabs.dictionary') },
      ]}
      current={isDictionary ? 'dictionary' : 'rows'}
      onChange={(key) => go(paths.attributes({ tab: key === 'dictionary' ? key : undefined }))}
    />
  )
  return isDictionary ? <DictionaryList tabs={tabs} /> : <AttributeList tabs={tabs} />
}
