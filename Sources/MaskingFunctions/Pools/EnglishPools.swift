/// English pools. Names, streets and towns are facts that nobody owns: given names from the lists that the US
/// Social Security Administration publishes (public domain) and from British registers; surnames from the list of
/// the 2010 census of the United States (public domain) and from the north of England; streets and towns as maps
/// have them. No person is meant by any of them.
extension Pools {
  static let english = Pools(
    firstNames: list(
      """
      James, Mary, Michael, Patricia, Robert, Jennifer, John, Linda, David, Elizabeth, William, Barbara, Richard, \
      Susan, Joseph, Jessica, Thomas, Karen, Christopher, Sarah, Charles, Lisa, Daniel, Nancy, Matthew, Sandra, \
      Anthony, Ashley, Mark, Emily, Steven, Kimberly, Donald, Betty, Andrew, Margaret, Joshua, Donna, Paul, \
      Michelle, Kenneth, Carol, Kevin, Amanda, Brian, Melissa, Timothy, Deborah, Ronald, Stephanie, Jason, \
      Rebecca, George, Sharon, Edward, Laura, Jeffrey, Cynthia, Ryan, Amy, Jacob, Kathleen, Nicholas, Angela, \
      Gary, Shirley, Eric, Brenda, Jonathan, Emma, Stephen, Anna, Larry, Pamela, Justin, Nicole, Scott, Samantha, \
      Brandon, Katherine, Benjamin, Christine, Samuel, Helen, Gregory, Debra, Alexander, Rachel, Patrick, Carolyn, \
      Frank, Janet, Raymond, Maria, Jack, Catherine, Dennis, Heather, Jerry, Diane, Tyler, Olivia, Aaron, Julie, \
      Jose, Joyce, Adam, Victoria, Nathan, Ruth, Henry, Virginia, Zachary, Lauren, Douglas, Kelly, Peter, \
      Christina, Kyle, Joan, Noah, Evelyn, Ethan, Judith, Jeremy, Andrea, Christian, Hannah, Walter, Megan, Keith, \
      Cheryl, Austin, Jacqueline, Roger, Martha, Terry, Madison, Sean, Teresa, Gerald, Gloria, Carl, Sara, Dylan, \
      Janice, Harold, Ann, Jordan, Kathryn, Jesse, Abigail, Bryan, Sophia, Lawrence, Frances, Arthur, Jean, \
      Gabriel, Alice, Bruce, Judy, Logan, Isabella, Billy, Julia, Joe, Grace, Alan, Amber, Juan, Denise, Elijah, \
      Danielle, Willie, Marilyn, Albert, Beverly, Wayne, Charlotte, Randy, Natalie, Mason, Theresa, Vincent, \
      Diana, Liam, Brittany, Roy, Doris, Bobby, Kayla, Caleb, Alexis, Bradley, Lori, Russell, Marie, Lucas, \
      Oliver, Harry, Amelia, Isla, Freya, Poppy, Rosie, Daisy, Archie, Alfie, Oscar, Theo, Freddie, Edie, \
      Florence, Ivy, Harriet, Imogen, Jasmine, Phoebe, Zara, Zoe, Lewis, Callum, Finlay, Hamish, Rory, Duncan, \
      Euan, Fergus, Gareth, Rhys, Owen, Bronwyn, Sian, Fiona, Isobel, Morag, Shona, Neil, Nigel, Clive, Geoffrey, \
      Graham, Ian, Malcolm, Stuart, Trevor, Leonard, Stanley, Ernest, Herbert, Cecil, Clarence, Edith, Mabel, \
      Ethel, Hazel, Eileen, Sylvia, Muriel, Irene, Agnes, Beatrice, Cora, Della, Esther, Faith, Gemma, Hope, Iris, \
      Josephine, Kirsty, Leah, Molly, Nora, Opal, Penelope, Quentin, Rosalind, Spencer, Tabitha, Ursula, Vera, \
      Wesley, Yvonne
      """),
    lastNames: list(
      """
      Smith, Johnson, Williams, Brown, Jones, Garcia, Miller, Davis, Rodriguez, Martinez, Hernandez, Lopez, \
      Gonzalez, Wilson, Anderson, Thomas, Taylor, Moore, Jackson, Martin, Lee, Perez, Thompson, White, Harris, \
      Sanchez, Clark, Ramirez, Lewis, Robinson, Walker, Young, Allen, King, Wright, Scott, Torres, Nguyen, Hill, \
      Flores, Green, Adams, Nelson, Baker, Hall, Rivera, Campbell, Mitchell, Carter, Roberts, Gomez, Phillips, \
      Evans, Turner, Diaz, Parker, Cruz, Edwards, Collins, Reyes, Stewart, Morris, Morales, Murphy, Cook, Rogers, \
      Gutierrez, Ortiz, Morgan, Cooper, Peterson, Bailey, Reed, Kelly, Howard, Ramos, Kim, Cox, Ward, Richardson, \
      Watson, Brooks, Chavez, Wood, James, Bennett, Gray, Mendoza, Ruiz, Hughes, Price, Alvarez, Castillo, \
      Sanders, Patel, Myers, Long, Ross, Foster, Jimenez, Powell, Jenkins, Perry, Russell, Sullivan, Bell, \
      Coleman, Butler, Henderson, Barnes, Gonzales, Fisher, Vasquez, Simmons, Romero, Jordan, Patterson, \
      Alexander, Hamilton, Graham, Reynolds, Griffin, Wallace, Moreno, West, Cole, Hayes, Bryant, Herrera, Gibson, \
      Ellis, Tran, Medina, Aguilar, Stevens, Murray, Ford, Castro, Marshall, Owens, Harrison, Fernandez, McDonald, \
      Woods, Washington, Kennedy, Wells, Vargas, Henry, Chen, Freeman, Webb, Tucker, Guzman, Burns, Crawford, \
      Olson, Simpson, Porter, Hunter, Gordon, Mendez, Silva, Shaw, Snyder, Mason, Dixon, Munoz, Hunt, Hicks, \
      Holmes, Palmer, Wagner, Black, Robertson, Boyd, Rose, Stone, Salazar, Fox, Warren, Mills, Meyer, Rice, \
      Schmidt, Garza, Daniels, Ferguson, Nichols, Stephens, Soto, Weaver, Ryan, Gardner, Payne, Grant, Dunn, \
      Kelley, Spencer, Hawkins, Arnold, Pierce, Hansen, Peters, Santos, Hart, Bradley, Knight, Elliott, \
      Cunningham, Duncan, Armstrong, Hudson, Carroll, Lane, Riley, Andrews, Alvarado, Ray, Delgado, Berry, \
      Perkins, Hoffman, Johnston, Matthews, Pena, Richards, Contreras, Willis, Carpenter, Lawrence, Sandoval, \
      Guerrero, George, Chapman, Rios, Estrada, Ortega, Watkins, Greene, Nunez, Wheeler, Valdez, Harper, Burke, \
      Larson, Santiago, Maldonado, Morrison, Franklin, Carlson, Austin, Dominguez, Carr, Lawson, Jacobs, Obrien, \
      Lynch, Singh, Vega, Bishop, Montgomery, Oliver, Jensen, Harvey, Williamson, Gilbert, Dean, Sims, Espinoza, \
      Howell, Li, Wong, Reid, Hanson, Le, McCoy, Garrett, Burton, Fuller, Wang, Weber, Welch, Rojas, Lucas, \
      Marquez, Fields, Park, Yang, Little, Banks, Padilla, Day, Walsh, Bowman, Schultz, Luna, Fowler, Mejia, \
      Davidson, Acosta, Brewer, May, Holland, Juarez, Newman, Pearson, Curtis, Cortez, Douglas, Schneider, Joseph, \
      Barrett, Navarro, Figueroa, Keller, Avila, Wade, Molina, Stanley, Hopkins, Campos, Barnett, Bates, Chambers, \
      Caldwell, Beck, Lambert, Miranda, Byrd, Craig, Ayala, Lowe, Frazier, Powers, Neal, Leonard, Gregory, \
      Carrillo, Sutton, Fleming, Rhodes, Shelton, Schwartz, Norris, Jennings, Rivas, Quinn, Brock, Baldwin, \
      Thornton, Ball, Townsend, Mullins, Manning, Hodges, Reese, Hale, Harmon, Goodman, Cross, Blair, Hardy, \
      Farmer, Doyle, Sharp, Page, Barker, Mcgee, Saunders, Bowen, Nash, Goodwin, Rowe, Walton, Maxwell, Higgins, \
      Todd, Casey, Moss, Hubbard, Swanson, Patton, Pratt, Sherman, Floyd, Francis, Mann, Barber, Gill, Cobb, \
      Parsons, Tate, Gross, Cannon, Potter, Wolfe, Glover, Blake, Stokes, Fletcher, Chandler, Hines, Osborne, \
      Warner, Lyons, Steele, Drake, Kirby, Sparks, Bush, Marsh, Norman, Bass, Logan, Cain, Briggs, Hampton, \
      Dawson, Conner, Poole, Newton, Bridges, Underwood, Nolan, Vaughn, Abbott, Sawyer, Holt, Ingram, Farrell, \
      Pope, Ballard, Rowland, Copeland, Booth, Whitaker, Middleton, Pritchard, Ashworth, Atkinson, Bancroft, \
      Barlow, Beaumont, Bentley, Birch, Blackwell, Bolton, Bramley, Brierley, Broadbent, Buckley, Cartwright, \
      Chadwick, Clayton, Clifford, Cooke, Cotton, Crompton, Crossley, Dalton, Denton, Dewhurst, Eastwood, Eccles, \
      Entwistle, Fairclough, Fielding, Forrester, Garside, Gledhill, Goddard, Greenwood, Hargreaves, Hartley, \
      Haslam, Hatfield, Haworth, Heaton, Heywood, Hibbert, Holden, Hollis, Horrocks, Howarth, Hulme, Illingworth, \
      Jarvis, Kendall, Kershaw, Kirkham, Langley, Leigh, Lockwood, Lomas, Marsden, Mather, Nuttall, Ogden, \
      Openshaw, Ormerod, Partington, Pickering, Pilkington, Pollard, Preston, Radcliffe, Ramsden, Rawson, Redfern, \
      Rigby, Rothwell, Royle, Schofield, Shepherd, Sugden, Sutcliffe, Sykes, Tattersall, Thorpe, Tomlinson, \
      Turnbull, Unsworth, Wainwright, Walmsley, Wardle, Whitehead, Whittle, Wilkinson, Winterbottom, Worthington, \
      Wrigley, Yates
      """),
    cities: list(
      """
      Ashford, Barnstaple, Bedford, Beverley, Bideford, Bodmin, Boston, Bradford, Brighton, Bristol, Bromley, \
      Burnley, Buxton, Cambridge, Canterbury, Cardiff, Carlisle, Chelmsford, Cheltenham, Chester, Chesterfield, \
      Chichester, Colchester, Coventry, Crawley, Crewe, Darlington, Derby, Doncaster, Dorchester, Dover, Dundee, \
      Durham, Eastbourne, Edinburgh, Ely, Exeter, Falmouth, Folkestone, Gateshead, Glasgow, Gloucester, Grimsby, \
      Guildford, Halifax, Harrogate, Hartlepool, Hastings, Hereford, Hexham, Huddersfield, Inverness, Ipswich, \
      Kendal, Kettering, Lancaster, Leeds, Leicester, Lewes, Lichfield, Lincoln, Liverpool, Ludlow, Luton, \
      Maidstone, Malvern, Manchester, Margate, Middlesbrough, Newcastle, Newport, Northampton, Norwich, \
      Nottingham, Oldham, Oxford, Penzance, Perth, Peterborough, Plymouth, Poole, Portsmouth, Preston, Ramsgate, \
      Reading, Redditch, Ripon, Rochdale, Rotherham, Rugby, Salford, Salisbury, Scarborough, Sheffield, \
      Shrewsbury, Slough, Solihull, Southampton, Southport, Stafford, Stirling, Stockport, Stratford, Sunderland, \
      Swansea, Swindon, Taunton, Telford, Torquay, Truro, Wakefield, Warrington, Warwick, Wells, Whitby, Wigan, \
      Winchester, Windsor, Wolverhampton, Worcester, Worthing, Yeovil, York
      """),
    streets: list(
      """
      Abbey Road, Acacia Avenue, Albert Street, Albion Place, Alma Terrace, Ash Grove, Bath Road, Beech Avenue, \
      Bell Lane, Birch Close, Bridge Street, Broad Street, Brook Lane, Cambridge Road, Castle Street, Cedar Close, \
      Chapel Lane, Cherry Tree Drive, Chestnut Avenue, Church Lane, Church Road, Clarence Road, College Road, \
      Copper Beech Way, Coronation Street, Cross Street, Crown Street, Dale Road, Devonshire Road, East Street, \
      Elm Grove, Fairfield Road, Farm Lane, Field Close, Fir Tree Avenue, Garden Street, George Street, Gladstone \
      Road, Grange Road, Green Lane, Grove Road, Hall Lane, Hawthorn Close, Hazel Grove, Heath Road, High Street, \
      Hill Rise, Hill Street, Holly Walk, Ivy Lane, Kings Road, Laburnum Avenue, Lake View, Lancaster Road, Larch \
      Drive, Laurel Close, Lavender Walk, Lime Grove, London Road, Long Lane, Main Street, Manor Road, Maple \
      Drive, Market Street, Meadow Lane, Mill Lane, Mill Road, Moor Lane, New Road, Newton Street, Norfolk Road, \
      North Street, Oak Avenue, Oakfield Road, Old Mill Way, Orchard Close, Orchard Road, Oxford Street, Park \
      Avenue, Park Lane, Park Road, Pine Close, Poplar Avenue, Princess Street, Priory Road, Prospect Place, \
      Quarry Road, Queen Street, Queens Road, Railway Terrace, Rectory Lane, Regent Street, Richmond Road, River \
      Walk, Rose Cottage Lane, Rosemary Close, Rowan Drive, Russell Square, School Lane, Sea View, South Street, \
      Spring Gardens, Springfield Road, Spruce Close, St Georges Road, Station Road, Stoney Lane, Sycamore Drive, \
      The Crescent, The Green, The Spinney, Tower Street, Union Street, Vicarage Road, Victoria Road, Walnut \
      Close, Warren Drive, Water Lane, Waterloo Road, Wellington Street, West Street, Westfield Road, Willow Way, \
      Windsor Avenue, Wood Lane, Woodland Road, Woodside, York Road
      """))
}
