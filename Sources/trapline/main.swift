import Commands

runTrapline()
