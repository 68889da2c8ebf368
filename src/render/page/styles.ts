/**
 * How a page looks, light and dark, on a phone and printed. Charts need none of it: where a server's policy takes
 * the style away, as Jenkins' does, text and charts remain.
 */
export const STYLES = `
:root{color-scheme:light dark}
body{margin:0;background:Canvas;color:CanvasText;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
header{border-left:.4rem solid #8a8a8a;padding:.25rem 0 .25rem 1rem;margin-bottom:2rem}
header.ship,header.answer{border-color:#0a84c6}header.keep-control,header.invalid{border-color:#d55e00}
h1{font-size:1.9rem;line-height:1.2;margin:.25rem 0 .75rem}
h2{font-size:1.3rem;margin:2.5rem 0 .75rem}
h3{font-size:1rem;margin:1.25rem 0 .25rem}
p,ul,dl{margin:.4rem 0}
.what,.aside,figcaption,footer{opacity:.8;font-size:.92rem}
.what{margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem}
dt{font-weight:600}dd{margin:0}
figure{margin:1.25rem 0 1.75rem}
figcaption{margin-bottom:.25rem;break-inside:avoid;break-after:avoid}
svg{display:block;break-inside:avoid}
details{margin:.5rem 0}summary{cursor:pointer;font-size:.92rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .75rem .25rem 0;border-bottom:1px solid color-mix(in srgb,CanvasText 18%,Canvas);vertical-align:top;overflow-wrap:normal}
th{font-weight:600;white-space:nowrap}
.warn{color:#b25000}.fail{color:#d55e00;font-weight:600}
@media screen and (prefers-color-scheme:dark){.warn{color:#f0a050}}
code{font-size:.85rem;overflow-wrap:anywhere}
footer{margin-top:3rem;border-top:1px solid color-mix(in srgb,CanvasText 18%,Canvas);padding-top:.75rem}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}h1{font-size:1.5rem}}
@page{margin:15mm}
@media print{body{font-size:11pt}main{max-width:none;padding:0}h2,h3{break-after:avoid}tr,li{break-inside:avoid}.wide{overflow:visible}details{display:none}}
`;
