/**
 * Sets a reader's preferences on the root element before the first paint. It stands in the page itself, so it is kept
 * small and its hash goes into the Content-Security-Policy; what differs from page to page is in attributes.
 */
export const PREFERENCES_SCRIPT = `(()=>{let r=document.documentElement,d=r.dataset,s=document.currentScript.dataset,c=navigator.connection||{},p={};d.js="";try{p=JSON.parse(localStorage.getItem("reader"))||p}catch{}if(p.theme)d.theme=p.theme;if(p.leading)d.leading=p.leading;if(p.view)d.view="reading";if(p.size>79&&p.size<201&&p.size!=100)r.style.setProperty("--reader-size",p.size/100);if(p.light||c.saveData)d.light="";if("light"in d||!s.fonts||c.rtt>99||c.downlink<2)return;for(let u of s.fonts.split(" ")){let l=document.createElement("link");l.rel="preload";l.as="font";l.type="font/woff2";l.crossOrigin="";l.href=u;document.head.append(l)}})()`;
