import { Link } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { parseSearch } from '../../lib/url-state.ts'

type GoLinkProps = Omit<ComponentProps<'a'>, 'href' | 'ref'> & { to: string }

/** A link inside the interface, given as the path builder writes it; hovering it fetches the page ahead. */
export function GoLink({ to, ...rest }: GoLinkProps) {
  const [path = '/', query] = to.split('?')
  return <Link to={path} search={parseSearch(query ?? '')} {...rest} />
}
