/** Kept in the script: one file to load, and a shadow tree needs its own. */
export const style = `
:host { all: initial; }
[hidden] { display: none !important; }
button { min-height: 48px; min-width: 48px; padding: 0 20px; border: 2px solid #fff; border-radius: 24px; background: #06c; color: #fff;
  font: 600 17px/1.3 'Titillium Web', system-ui, 'PingFang SC', 'Noto Sans SC', 'Microsoft YaHei', 'Geeza Pro', 'Noto Naskh Arabic', sans-serif;
  cursor: pointer; box-shadow: 0 2px 12px rgba(23, 50, 77, .35); }
button:hover { background: #004d99; }
button:focus-visible { outline: 3px solid #0b3d70; outline-offset: 3px; }
.open { position: fixed; z-index: 2147483000; bottom: 20px; right: 20px; }
:host([dir=rtl]) .open { right: auto; left: 20px; }
.box { position: fixed; z-index: 2147483000; bottom: 20px; right: 20px; width: 400px; height: min(720px, calc(100% - 40px)); display: flex; flex-direction: column;
  overflow: hidden; border: 1px solid #5c6f82; border-radius: 10px; background: #fff; box-shadow: 0 8px 40px rgba(23, 50, 77, .4); }
:host([dir=rtl]) .box { right: auto; left: 20px; }
.close { border-radius: 0; box-shadow: none; }
iframe { flex: 1; width: 100%; border: 0; }
@media (max-width: 600px), (max-height: 500px) { .box { top: 0; left: 0 !important; right: 0; bottom: 0; width: 100%; height: 100%; border: 0; border-radius: 0; } }
`.replace(/\s+/g, ' ')
