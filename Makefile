# Everything runs in the venv that local/bootstrap.py makes on first use and after a change of uv.lock.
# Another Python: make demo PYTHON=/path/to/python3.13. Another port: make demo KOMPAS_PORT=8100.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$name && break; done)
KOMPAS_PORT ?= 8000
export KOMPAS_PORT

# `exec`: without a shell between make and the program, a signal reaches the program.
RUN = @test -n "$(PYTHON)" || { echo "Python ontbreekt. Installeer Python 3.11 of nieuwer."; exit 1; }; \
	exec "$(PYTHON)" local/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help demo upgrade jaren demo-reset serve test lint format types unit browser chaos proxy drill fleet boarding installatie bench load beside matrix storm mutants fuzz audit release css

help:  ## Toon deze lijst
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo:  ## Start Kompas met voorbeeldgegevens op deze computer (stoppen: Ctrl-C)
	$(RUN) -m local.demo

demo-reset:  ## Wis de gegevens van de demo; de volgende start begint opnieuw
	$(RUN) -m local.demo --reset

serve:  ## Als demo, en de website start opnieuw na elke wijziging van de code
	$(RUN) -m local.serve

test:  ## Alle controles en tests, zoals CI ze draait; een deel: make test path=tests/aanpak
	$(RUN) $(if $(path),-m pytest $(path),-m local.checks)

lint:  ## Stijl van code en templates, en de richting van imports
	$(RUN) -m local.checks lint

format:  ## Zet code en templates in de afgesproken vorm
	$(RUN) -m local.checks format

types:  ## Typecontrole
	$(RUN) -m local.checks types

unit:  ## Tests zonder browser
	$(RUN) -m local.checks unit

browser:  ## Tests in een echte browser
	$(RUN) -m local.checks browser

chaos:  ## Bewijs dat niets wegraakt: 100 keer valt iets om terwijl mensen opslaan en rapporten vragen
	$(RUN) -m tests.chaos --kills 100

proxy:  ## Bewijs van de proxy: trage lijnen op hun echte snelheid, en een herstart (vijf minuten)
	$(RUN) -m tests.proxy

drill:  ## Oefening: 342 gemeenten kopiëren, terugzetten en elke tabel vergelijken
	$(RUN) -m benchmarks.drill

fleet:  ## Bewijs van het bijwerken: 342 gemeenten, met fouten, een afgebroken run en bezoekers
	$(RUN) -m tests.fleet

boarding: export KOMPAS_BOARDING = 342
boarding:  ## Bewijs dat een operator alle 342 gemeenten aan boord brengt uit een CSV, met de tijd
	$(RUN) -m pytest tests/browser/test_boarding.py -s -q

installatie:  ## Bewijs van docs/installeren.md in een kale Debian met Docker (root): make installatie van=COMMIT
	$(RUN) -m tests.installatie $(van)

upgrade:  ## Bewijs dat een oudere Kompas meekan naar deze code: make upgrade van=COMMIT
	$(RUN) -m tests.upgrade $(van)

jaren:  ## Bewijs van twee jaarwisselingen, een volgend Kader en een herindeling, met de klok erop (vraagt faketime)
	$(RUN) -m tests.jaren $(opties)

bench:  ## Metingen (zie benchmarks/)
	$(RUN) -m local.checks bench

load:  ## De dag voor een deadline: steeds meer mensen tegelijk, trage bezoekers en kill -9 (naar var/load.json)
	$(RUN) -m benchmarks.load $(opties)

beside:  ## Vergelijk de snelheid met een oudere boom: make beside tegen=PAD
	$(RUN) -m benchmarks.beside $(tegen)

matrix:  ## Bewijs van de scheiding: alle adressen bij 342 gemeenten (gaat verder waar het bleef)
	$(RUN) -m tests.isolatie.matrix

storm:  ## Bewijs van de scheiding: 200.000 wisselingen van gemeente door elkaar
	$(RUN) -m tests.isolatie.storm

mutants:  ## Bewijs van het bewijs: neem elke bewaking weg en kijk welke test het merkt
	$(RUN) -m tests.isolatie.mutants

fuzz:  ## 100.000 willekeurige verzoeken; gaat verder waar een vorige keer is gestopt
	$(RUN) -m local.checks fuzz

audit:  ## Lijst van alle pakketten (SBOM) en hun bekende kwetsbaarheden (vraagt internet)
	$(RUN) -m local.audit

release:  ## Maak de bestanden van een uitgave in var/release, elke keer tot op de byte gelijk
	$(RUN) -m local.release

css:  ## Bouw de CSS opnieuw; alleen nodig na een wijziging van het ontwerp (vraagt Node)
	npm ci --ignore-scripts
	npm run build
