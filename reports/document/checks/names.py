"""First names, and words with a capital that follow one without being a surname.

Common names of the past eighty years, as far as they are no other word, month, place or organisation: not Roos, Mei,
Wil, Max, Bram, Merel, Sterre, Storm, Victoria, Florence, Paris, Sofie (which stands in names of places) or Sint.
"""

NAMES = """
    aad aafke aaltje abdel abdellah abdul achmed adriaan agnes ahmed ahmet aicha aisha albert alex alexander ali
    alida amina amira anders andre andré angela anita anja anke anna anne annelies annemarie annemiek annette
    anouk antoinette anton arend ariane arie arjan arjen arnold astrid ayse bart bas bastiaan beatrix ben berend
    bernard bert bianca bilal björn bob bouchra brigitte carla carlijn carolien caroline catharina cees cem
    chantal charlotte christiaan christina cindy claudia cor corrie dennis dick diederik dirk edwin eefje elif
    eline elisabeth ellen els elsbeth emine emma erica erik ernst esmee esther eva evelien fatih fatima fatma
    femke ferdinand fleur floor floris frank frans fred frederik freek gerard gerben gerda gerrit gertjan gijs
    greet guido gülsen hannah hanneke hans harm harry hasan hassan heleen helena hendrik henk henny herman hilde
    huseyin ibrahim ilse ineke inge ingeborg ingrid irene iris ismail jaap jacob jacqueline jan janneke jannie
    jantje jasper jeanette jeannette jelle jeroen jesse jet jitske joke jolanda jolien joost joris josé jozef
    judith juliette jurgen karel karim karin kees khadija kim klaas koen laila lars laura leen lennart leo leon
    leonie leontien lianne lieke lies liesbeth linda lisa lisette loes lotte louise lucas luuk maaike maarten
    maartje machteld mahmoud malika manon marc marcel marcus margot margreet margriet maria marianne marieke
    marije marijke marit marja marjan marjolein mark marleen marloes martijn martin martine mathilde matthijs
    mattijs maud maurice mehmet melissa menno merve mieke miranda mirjam mohamed mohammed monique mustafa nadia
    naomi natasja nathalie nico nicole niels nienke noor nora omar otto patricia patrick paul paula pauline peter
    petra piet pieter pim quinten rachid ralph renate renske rené rianne richard rik rob robert robin roel roelof
    rogier ronald rosa ruben rudolf rutger ruud sabine said saida samira sander sandra sanne sara sarah saskia
    sebastiaan selma serge sjaak sjoerd sophie stefan stefanie stella steven suzan suzanne sven swen sylvia tamara
    teun theo thijs thomas tim timo tineke titia tjeerd tom toon trudy truus ursula valerie vera vincent wendy
    wessel wiebe wieger willeke willem willemijn wilma wim wouter yasmin yildiz youssef yusuf yvette yvonne zeynep
"""
FIRST = frozenset(NAMES.split())
# Behind a first name or a title: a thing, a place or an office, and so no surname.
THINGS = """
    aanpak act afdeling bestuur boulevard burgemeester centrum college commissie convenant fonds foundation
    gemeente groep hof hotel huis instituut kamer kanaal kerk kliniek koning koningin laan lyceum meldpunt
    mensenhandel museum nederland noord oost opvang park plein politie project raad regio rijk school singel
    stichting straat team veiligheid vereniging vve weg west wet wethouder wethouders zorg zuid
"""
NO_SURNAME = frozenset(THINGS.split())
