import type { ComponentChildren } from 'preact'

const Icon = ({ children, flips = false }: { children: ComponentChildren; flips?: boolean }) => (
  <svg
    class={flips ? 'icon flips' : 'icon'}
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {children}
  </svg>
)

export const SendIcon = () => (
  <Icon flips>
    <path d="M4 12 20 4l-5 16-3-7z" />
    <path d="m12 13 8-9" />
  </Icon>
)
export const ClipIcon = () => (
  <Icon>
    <path d="m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.5 17a1.7 1.7 0 0 1-2.4-2.4L14.5 7" />
  </Icon>
)
export const HideIcon = () => (
  <Icon>
    <path d="M3 3l18 18M10 5.2A10 10 0 0 1 22 12a14 14 0 0 1-2.5 3.2M6.5 6.7A14 14 0 0 0 2 12a10.5 10.5 0 0 0 15 5.2M9.9 9.9a3 3 0 0 0 4.2 4.2" />
  </Icon>
)
export const CrossIcon = () => (
  <Icon>
    <path d="M5 5l14 14M19 5 5 19" />
  </Icon>
)
export const DownIcon = () => (
  <Icon>
    <path d="M12 4v16M5 13l7 7 7-7" />
  </Icon>
)
export const ChevronIcon = () => (
  <Icon>
    <path d="m6 9 6 6 6-6" />
  </Icon>
)
export const MinimiseIcon = () => (
  <Icon>
    <path d="M5 19h14" />
  </Icon>
)
export const FileIcon = () => (
  <Icon>
    <path d="M13 3H6v18h12V8zM13 3v5h5" />
  </Icon>
)
export const CalendarIcon = () => (
  <Icon>
    <path d="M4 6h16v14H4zM4 10h16M8 3v4M16 3v4" />
  </Icon>
)
export const InfoIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 11v5M12 7.5v.1" />
  </Icon>
)
export const PersonIcon = () => (
  <Icon>
    <circle cx="12" cy="8" r="4" />
    <path d="M4 21a8 8 0 0 1 16 0" />
  </Icon>
)
