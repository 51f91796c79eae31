import { Menu, type MenuItemConstructorOptions } from 'electron'

/** What a floor needs of a menu: copy and paste where the platform takes them from it, and larger type. */
export function setMenu(kiosk: boolean): void {
  if (kiosk) return Menu.setApplicationMenu(null)
  const isMac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
