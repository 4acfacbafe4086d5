"""HTML as other programs put it on the clipboard, put there as they do: by a copy, not by a call that cleans it."""

from playwright.sync_api import Locator, Page

COPY = """([html, text]) => document.addEventListener("copy", (event) => {
  event.clipboardData.setData("text/html", html);
  event.clipboardData.setData("text/plain", text);
  event.preventDefault();
}, { once: true })"""
# As Word 365 for Windows writes it, without the 60 kB of styles in its head.
WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm} --></style></head>
<body lang=NL style='tab-interval:35.4pt'><!--StartFragment-->
<h2>Onze <span style='color:red'>aanpak</span><o:p></o:p></h2>
<p class=MsoNormal>Wij werken <b>samen</b> met <a href="https://www.comensha.nl/a b">CoMensha</a> en
het <a href="http://intranet/x">intranet</a>.<span
style='mso-spacerun:yes'>  </span>Zie&nbsp;ook<a href="#_ftn1">[1]</a> 2*3.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>eigen op\u00advang<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span></span><![endif]>voor
<b>twee</b> mensen</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>
&nbsp;</span></span><![endif]>een meldpunt</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>3.<span>
&nbsp;</span></span><![endif]>derde stap</p>
<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>a.<span>
&nbsp;</span></span><![endif]>eerst dit</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>Wat</b></p></td><td><p>Wie</p></td></tr>
<tr><td><p>Les | cursus</p><p>voor balies</p></td><td><p>team Zorg</p></td></tr></table>
<!--EndFragment--></body></html>"""
WORD_MARKS = """### Onze aanpak

Wij werken **samen** met [CoMensha](https://www.comensha.nl/a%20b) en het intranet. Zie ook[1] 2\\*3.

- eigen opvang
    - voor **twee** mensen
- een meldpunt

3. derde stap
    1. eerst dit

| **Wat** | Wie |
| --- | --- |
| Les \\| cursus voor balies | team Zorg |"""
WEB = """<meta charset='utf-8'><b style="font-weight:normal;">
<p>Eerste <span style="font-weight:700">vette</span> zin</p>
<ul><li><p>een</p><ul><li>onder</li></ul></li><li>twee</li></ul><ol start="2"><li>drie</li></ol>
<p>a<br>b</p><script>alert(1)</script><img src="https://kwaad.nl/x.png" onerror="alert(1)"><div># geen kop</div></b>"""
WEB_MARKS = """Eerste **vette** zin

- een
    - onder
- twee

2. drie

a\\
b

\\# geen kop"""


def paste(page: Page, field: Locator, html: str, text: str = "platte tekst") -> None:
    page.evaluate(COPY, [html, text])
    field.focus()
    page.keyboard.press("ControlOrMeta+c")
    page.keyboard.press("ControlOrMeta+v")
