import { type Device, type DevicePort, PORT_STATES } from '@altyn/contract/network/devices'
import { formatCount } from '../../../../lib/format/quantity.ts'
import { type Texts, useLanguage, useTexts } from '../../../../lib/i18n.ts'
import { usePanel } from '../../../../lib/url-state.ts'
import styles from './ports.module.css'

/** The face of a device: each port in the colour of its state, and who is on it. */
export function PortGrid({ device }: { device: Device }) {
  const t = useTexts('devices')
  const { openPanel } = usePanel()
  return (
    <>
      <Legend ports={device.ports} />
      <ul className={styles.grid} aria-label={t('ports.grid')}>
        {device.ports.map((port) => {
          const who = whoText(port, t)
          const state = t(`ports.states.${port.state}`)
          return (
            <li key={port.id}>
              <button
                type="button"
                className={styles.port}
                data-state={port.state}
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

/** How many ports are in which state; states that no port is in are left out. */
function Legend({ ports }: { ports: readonly DevicePort[] }) {
  const t = useTexts('devices')
  const [language] = useLanguage()
  const counts = Map.groupBy(ports, ({ state }) => state)
  return (
    <ul className={styles.legend} aria-label={t('ports.legend')}>
      {PORT_STATES.toReversed()
        .filter((state) => counts.has(state))
        .map((state) => (
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
