import { type Device, type DevicePort, PORT_STATES } from '@altyn/contract/network/devices'
import { LINE_STATES } from '@altyn/contract/network/polling'
import { Segmented } from 'antd'
import { formatCount } from '../../../../lib/format/quantity.ts'
import { type Texts, useLanguage, useTexts } from '../../../../lib/i18n.ts'
import { usePanel, useUrlState } from '../../../../lib/url-state.ts'
import { usePortLines } from '../polling/use-port-lines.ts'
import styles from './ports.module.css'

/**
 * The face of a device: each port in the colour of its line when the device is polled, or of who is on
 * it, and who that is.
 */
export function PortGrid({ device }: { device: Device }) {
  const t = useTexts('devices')
  const { openPanel } = usePanel()
  const lines = usePortLines(device)
  const [{ view }, change] = useUrlState()
  const isByLine = lines.size > 0 && view !== 'people'
  const stateOf = (port: DevicePort) =>
    isByLine ? `line-${lines.get(port.id)?.state ?? 'unknown'}` : port.state
  return (
    <>
      <div className={styles.gridTools}>
        <Legend states={device.ports.map(stateOf)} />
        {lines.size > 0 && (
          <Segmented
            size="small"
            value={isByLine ? 'lines' : 'people'}
            aria-label={t('ports.view')}
            options={['lines', 'people'].map((value) => ({
              value,
              label: t(`ports.views.${value}`),
            }))}
            onChange={(next) => change({ view: next === 'people' ? next : undefined })}
          />
        )}
      </div>
      <ul className={styles.grid} aria-label={t('ports.grid')}>
        {device.ports.map((port) => {
          const who = whoText(port, t)
          const key = stateOf(port)
          const state = t(`ports.states.${key}`)
          return (
            <li key={port.id}>
              <button
                type="button"
                className={styles.port}
                data-state={key}
                title={[state, who].filter(Boolean).join(': ')}
                onClick={() => openPanel(`port-${port.id}`)}
              >
                <span className={styles.portName}>{port.name}</span>{' '}
                <span className={styles.portWho}>{who || state}</span>
                {who && <span className={styles.unseen}> {state}</span>}
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}

const LINE_KEYS = [...LINE_STATES, 'unknown'].map((state) => `line-${state}`)
const KEYS = [...PORT_STATES.toReversed(), ...LINE_KEYS]

/** How many ports are in which state; states that no port is in are left out. */
function Legend({ states }: { states: readonly string[] }) {
  const t = useTexts('devices')
  const [language] = useLanguage()
  const counts = Map.groupBy(states, (state) => state)
  return (
    <ul className={styles.legend} aria-label={t('ports.legend')}>
      {KEYS.filter((state) => counts.has(state)).map((state) => (
        <li key={state}>
          <span className={styles.swatch} data-state={state} aria-hidden />
          {t(`ports.states.${state}`)}
          <strong>{formatCount(counts.get(state)?.length ?? 0, language)}</strong>
        </li>
      ))}
    </ul>
  )
}

/** Whoever is on the port, in as few words as fit on its face. */
function whoText({ bindings, children, onusCount }: DevicePort, t: Texts): string {
  if (children[0]) return children[0].name
  if (onusCount > 0) return t('ports.onus', { count: onusCount })
  if (bindings.length > 1) return t('ports.bound', { count: bindings.length })
  return bindings[0]?.login ?? ''
}
