import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from '@mantine/core'

/** A dark that is blue-black rather than gray: quieter under long looking, and charts stand out on it. */
const dark: MantineColorsTuple = [
  '#e6e9ef', '#c9cfda', '#a3adbd', '#6f7b8f', '#3c4656', '#2b3442', '#1d2530', '#141a23', '#0f141b', '#0a0e13',
]

const teal: MantineColorsTuple = [
  '#e3fafc', '#c5f6fa', '#99e9f2', '#66d9e8', '#3bc9db', '#22b8cf', '#15aabf', '#0c8599', '#0b7285', '#095c6b',
]

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 8,
  colors: { dark, teal },
  fontFamily: 'Inter, "Segoe UI", -apple-system, Roboto, "Noto Sans", "Helvetica Neue", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { sizes: { h1: { fontSize: '1.125rem' }, h2: { fontSize: '0.9375rem' }, h3: { fontSize: '0.875rem' } }, fontWeight: '600' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { styles: { title: { fontWeight: 650, fontSize: '1rem' } }, defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.6 }, transitionProps: { duration: 0 } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Button: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Badge: { defaultProps: { radius: 'sm' } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
})

/** Colors with a meaning, each readable (4.5 to 1 and better) as text on the panels of its theme. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f3f5f8',
    '--mantine-color-text': '#18212d',
    '--mantine-color-dimmed': '#556070',
    '--mantine-color-placeholder': '#667080',
    '--r-panel': '#ffffff',
    '--r-raised': '#f7f9fb',
    '--r-line': '#dde2e9',
    '--r-up': '#0a7a48',
    '--r-down': '#c02636',
    '--r-warn': '#975a00',
    '--r-info': '#0b6a7c',
    '--r-grid': '#eceff3',
    '--r-accent': '#5b45c4',
  },
  dark: {
    '--mantine-color-body': '#0a0e13',
    '--mantine-color-text': '#dbe1ea',
    '--mantine-color-dimmed': '#97a3b4',
    '--mantine-color-placeholder': '#8b97a8',
    '--r-panel': '#10161e',
    '--r-raised': '#161d27',
    '--r-line': '#232c38',
    '--r-up': '#35c486',
    '--r-down': '#ff7480',
    '--r-warn': '#f2b24b',
    '--r-info': '#4cc7d8',
    '--r-grid': '#1a212b',
    '--r-accent': '#a899ff',
  },
})
