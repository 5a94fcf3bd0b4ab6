import { useParams } from '@tanstack/react-router'
import { CardView } from './subscriber/card-view.tsx'

/** The card of a subscriber; another subscriber is another card, so nothing of the one before is left. */
export function SubscriberPage() {
  const { id } = useParams({ strict: false }) as { id: string } // the route of this page has it
  return <CardView key={id} id={Number(id)} />
}
