-- From the HTML of a document of ours to what Word and LibreOffice call by name: styles, a table of contents, widths.
-- Run by printing/pandoc.py. pandoc drops the classes of paragraphs, so those are known here by where they stand.

local WIDTHS = { -- by class of the table and number of columns; together 1
  ["plan-acties"] = {
    [2] = { 0.82, 0.18 }, [3] = { 0.58, 0.26, 0.16 }, [4] = { 0.41, 0.26, 0.19, 0.14 }, [5] = { 0.34, 0.24, 0.16, 0.12, 0.14 },
  },
  ["plan-stand"] = { [3] = { 0.64, 0.12, 0.24 } },
  ["plan-instrumenten"] = { [3] = { 0.55, 0.20, 0.25 }, [4] = { 0.45, 0.17, 0.17, 0.21 }, [5] = { 0.37, 0.16, 0.14, 0.14, 0.19 } },
  ["plan-cijfers"] = {
    [3] = { 0.50, 0.20, 0.30 }, [4] = { 0.44, 0.13, 0.14, 0.29 }, [5] = { 0.40, 0.12, 0.12, 0.12, 0.24 },
    [6] = { 0.36, 0.10, 0.10, 0.10, 0.10, 0.24 }, [7] = { 0.32, 0.09, 0.09, 0.09, 0.09, 0.09, 0.23 },
  },
  ["plan-evaluatie"] = { [4] = { 0.38, 0.18, 0.16, 0.28 } },
  ["plan-uitvoering"] = {
    [3] = { 0.56, 0.26, 0.18 }, [4] = { 0.42, 0.23, 0.20, 0.15 }, [5] = { 0.36, 0.20, 0.18, 0.12, 0.14 }, [6] = { 0.32, 0.18, 0.17, 0.12, 0.08, 0.13 },
  },
}
local MINIMUM = 40 -- a table with fewer characters than this has columns as wide as its words

local function styled(name, content)
  return pandoc.Div(content, pandoc.Attr("", {}, { ["custom-style"] = name }))
end

local function raw(docx, odt)
  if FORMAT == "docx" then return pandoc.RawBlock("openxml", docx) end
  return pandoc.RawBlock("opendocument", odt)
end

local function as_paragraph(block)
  return block.t == "Plain" and pandoc.Para(block.content) or block
end

-- The cover: gemeente, title, year and date, each in a style of its own; the logo and the lines for the adoption stay.
local function cover(div)
  local names = { "Subtitle", "Title", "CoverYear" }
  local blocks, index = {}, 0
  for _, block in ipairs(div.content) do
    if block.t == "DefinitionList" or block.t == "Div" then
      table.insert(blocks, block)
    else
      index = index + 1
      table.insert(blocks, styled(names[index] or "CoverStatus", as_paragraph(block)))
    end
  end
  return blocks
end

local TOC_BEGIN = [[<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>
</w:docPartObj></w:sdtPr><w:sdtContent>]]
local TOC_FIELD = [[<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \h \z \u </w:instrText>
</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>]]
local TOC_END = [[<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>]]
local function index_entry(level)
  return '<text:table-of-content-entry-template text:outline-level="' .. level .. '" text:style-name="Contents_20_' .. level .. '">' ..
    '<text:index-entry-link-start/><text:index-entry-text/><text:index-entry-tab-stop style:type="right"/>' ..
    '<text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>'
end
local INDEX_BEGIN = '<text:table-of-content text:name="Inhoud" text:protected="true"><text:table-of-content-source text:outline-level="2">' ..
  '<text:index-title-template text:style-name="Contents_20_Heading">Inhoud</text:index-title-template>' ..
  index_entry(1) .. index_entry(2) .. '</text:table-of-content-source><text:index-body>'
local INDEX_END = "</text:index-body></text:table-of-content>"

-- Ours is a real one, that Word and LibreOffice can update; until then it shows the entries of the HTML, without pages.
local function contents(heading, list)
  local name = FORMAT == "docx" and { "toc 1", "toc 2" } or { "Contents_20_1", "Contents_20_2" }
  local blocks = { raw(TOC_BEGIN, INDEX_BEGIN) }
  local title = FORMAT == "docx" and "TOC Heading" or "Contents_20_Heading"
  table.insert(blocks, styled(title, pandoc.Para(heading.content)))
  local first = true
  local function entries(items, level)
    for _, item in ipairs(items) do
      for _, block in ipairs(item) do
        if block.t == "OrderedList" then
          entries(block.content, level + 1)
        else
          local content = pandoc.Inlines(block.content)
          if first and FORMAT == "docx" then content:insert(1, pandoc.RawInline("openxml", TOC_FIELD)) end
          first = false
          table.insert(blocks, styled(name[level], pandoc.Para(content)))
        end
      end
    end
  end
  entries(list.content, 1)
  table.insert(blocks, raw(TOC_END, INDEX_END))
  return blocks
end

local function has(block, class)
  return block and block.classes and block.classes:includes(class)
end

local function table_of(tbl)
  for class, widths in pairs(WIDTHS) do
    local mine = tbl.classes:includes(class) and widths[#tbl.colspecs]
    if mine then
      for index, spec in ipairs(tbl.colspecs) do tbl.colspecs[index] = { spec[1], mine[index] } end
    end
  end
  -- Markdown tables have no class; without widths Word makes them as narrow as it can.
  if #pandoc.utils.stringify(pandoc.Pandoc({ tbl })) > MINIMUM then
    for index, spec in ipairs(tbl.colspecs) do
      if not spec[2] then tbl.colspecs[index] = { spec[1], 1 / #tbl.colspecs } end
    end
  end
  local function style_cells(rows, name)
    for _, row in ipairs(rows) do
      for _, cell in ipairs(row.cells) do
        cell.contents = { styled(name, cell.contents:map(as_paragraph)) }
      end
    end
  end
  for _, body in ipairs(tbl.bodies) do style_cells(body.body, "TableText") end
  style_cells(tbl.head.rows, "TableHead")
  for _, row in ipairs(tbl.head.rows) do
    for index, cell in ipairs(row.cells) do
      if cell.attr.classes:includes("plan-table__number") then
        tbl.colspecs[index] = { pandoc.AlignRight, tbl.colspecs[index][2] }
      end
    end
  end
  return tbl
end

-- The sentence and, close under it, who organises it. Not in a Div: LibreOffice would let a heading before it stand alone.
local function zin(div)
  local blocks = {}
  for index, block in ipairs(div.content) do
    local name = index > 1 and "OrganisedBy" or (#div.content > 1 and "PlanZin") or nil
    table.insert(blocks, name and styled(name, block) or block)
  end
  return blocks
end

-- pandoc puts the numbers of a list within another in the style of some other list, at a level of its own: LibreOffice
-- then shows none. Ours all have the one style of plan.opendocument, and the first item says where it begins.
local function numbered(list)
  local blocks = { pandoc.RawBlock("opendocument", '<text:list text:style-name="Nummering">') }
  for index, item in ipairs(list.content) do
    local start = index == 1 and ' text:start-value="' .. list.start .. '"' or ""
    table.insert(blocks, pandoc.RawBlock("opendocument", "<text:list-item" .. start .. ">"))
    for _, block in ipairs(item) do
      table.insert(blocks, block.t == "Plain" and styled("List", pandoc.Para(block.content)) or block)
    end
    table.insert(blocks, pandoc.RawBlock("opendocument", "</text:list-item>"))
  end
  table.insert(blocks, pandoc.RawBlock("opendocument", "</text:list>"))
  return blocks
end

return {
  {
    Div = function(div)
      if has(div, "plan-cover") then return cover(div) end
      if has(div, "plan-zin") then return zin(div) end
      if has(div, "plan-tekening") then return {} end -- with the paragraph around it, see Image below
    end,
    Span = function(span)
      if span.classes:includes("plan-code") or span.classes:includes("plan-table__code") then
        span.attributes["custom-style"] = "BouwsteenCode"
      elseif span.classes:includes("plan-table__open") then
        span.attributes["custom-style"] = "StillOpen"
      end
      return span
    end,
    Table = table_of,
    -- Drawings stand in the HTML beside the same in words; pandoc would need another program to put them in. The logo
    -- comes whole, in its address; without a height Word would make it as large as its pixels.
    Image = function(image)
      if image.src:sub(1, 5) ~= "data:" then return {} end
      image.attributes.height = "25mm"
      image.title = ""
      return image
    end,
  },
  {
    Blocks = function(blocks)
      local out, index = {}, 1
      while index <= #blocks do
        local block = blocks[index]
        if has(block, "plan-contents__titel") and blocks[index + 1] and blocks[index + 1].t == "OrderedList" then
          for _, made in ipairs(contents(block, blocks[index + 1])) do table.insert(out, made) end
          index = index + 2
        else
          table.insert(out, block)
          index = index + 1
        end
      end
      return out
    end,
  },
  {
    -- Chapters are h2 under the title, and Heading 1 here, because the title has a style of its own.
    Header = function(header)
      if header.level == 1 then return styled("Title", pandoc.Para(header.content)) end
      header.level = header.level - 1
      return header
    end,
    OrderedList = function(list)
      if FORMAT == "odt" then return numbered(list) end
    end,
    Pandoc = function(doc)
      doc.meta["dcterms.created"] = nil -- else it becomes a property of the document by that odd name
      return doc
    end,
  },
}
