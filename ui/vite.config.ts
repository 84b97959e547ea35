import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** During development the API is another process: REPRISE_URL says where the side-car listens. */
const sidecar = process.env['REPRISE_URL'] ?? 'http://127.0.0.1:8750'

export default defineConfig({
  base: './',
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': { target: sidecar, ws: true },
      '/metrics': { target: sidecar },
    },
  },
  build: {
    target: 'es2022',
    outDir: 'dist',
    // No inline assets: the side-car's content security policy names its own origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
