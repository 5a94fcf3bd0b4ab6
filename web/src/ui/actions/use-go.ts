import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { parseSearch } from '../../lib/url-state.ts'

/** Goes to an address made by the path builder. */
export function useGo(): (to: string) => void {
  const navigate = useNavigate()
  return useCallback(
    (to: string) => {
      const [path = '/', query] = to.split('?')
      void navigate({ to: path, search: parseSearch(query ?? '') })
    },
    [navigate],
  )
}
