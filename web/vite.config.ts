import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const API_ADDRESS = 'http://127.0.0.1:8080'

// biome-ignore lint/style/noDefaultExport: Vite reads its settings from the default export.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Everything that is not the first page is already split by route; a warning below that is noise.
    chunkSizeWarningLimit: 700,
    // A manifest lets the budget check count exactly what the first page loads.
    manifest: true,
    rolldownOptions: {
      output: {
        // What every page needs comes in three files that change only with the dependencies;
        // the rest is split by page.
        codeSplitting: {
          groups: [
            {
              name: 'frame',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next|zod)\//,
            },
            {
              name: 'parts',
              test: /node_modules\/(antd\/es\/(_util|button|config-provider|locale|popover|style|theme|tooltip)|@rc-component\/(motion|portal|resize-observer|tooltip|trigger|util)|@ant-design\/(colors|cssinjs|cssinjs-utils|fast-color)|stylis)\//,
            },
            { name: 'icons', test: /node_modules\/@ant-design\/icons/ },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: API_ADDRESS, changeOrigin: false } },
  },
})
